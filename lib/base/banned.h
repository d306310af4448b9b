/* Functions that do not compile here, and what to call in their place. */
#ifndef OM_BASE_BANNED_H
#define OM_BASE_BANNED_H

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define OM_BANNED(name) name##_is_banned_see_base_banned_h

#undef strcpy
#define strcpy(d, s) OM_BANNED(strcpy) /* om_strdup */
#undef strcat
#define strcat(d, s) OM_BANNED(strcat) /* om_printf */
#undef strncpy
#define strncpy(d, s, n) OM_BANNED(strncpy)
#undef strncat
#define strncat(d, s, n) OM_BANNED(strncat)
#undef sprintf
#define sprintf(...) OM_BANNED(sprintf) /* om_printf, snprintf */
#undef vsprintf
#define vsprintf(...) OM_BANNED(vsprintf)
#undef strtok
#define strtok(s, d) OM_BANNED(strtok)
#undef atoi
#define atoi(s) OM_BANNED(atoi) /* om_int_parse */
#undef atol
#define atol(s) OM_BANNED(atol)
#undef atof
#define atof(s) OM_BANNED(atof)
#undef strtol
#define strtol(s, e, b) OM_BANNED(strtol)
#undef strtod
#define strtod(s, e) OM_BANNED(strtod)
#undef localtime
#define localtime(t) OM_BANNED(localtime) /* the clock is read once, in cmd/main.c */
#undef gmtime
#define gmtime(t) OM_BANNED(gmtime)
#undef system
#define system(c) OM_BANNED(system)
#undef popen
#define popen(c, m) OM_BANNED(popen)
#undef setlocale
#define setlocale(c, l) OM_BANNED(setlocale)

#endif
