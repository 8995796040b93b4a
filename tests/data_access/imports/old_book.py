"""A workbook of the old format (BIFF8): one row of `sesiones`, its day a formatted number."""

from __future__ import annotations

import base64
import zlib

PACKED = (
    "c-"
    "rk)O=uHA6#izD%}>c+V=A;l2?eXx1`NIQ(xxg}FP5r^B0^1*Xk%?wl6a^Wt2IYO@T7Pt)Pt9*7k^MeZz4iP4}u^h"
    "dh{eHcxbb}dAl3as?dNIEBh_;=DjyRZ+70inc00c-"
    "&~%#+g8Cc^uvLw?uDyPCn$L>Ap|Pdb;(+}hmvk%O~LCSN4iuz^1pOTA4-"
    "2$px}=48ByQ^rK32FAuX4Qt|E5u7?MJcp^vD*4blYA%A*Q1O)*`^^fuRg%yfV?mzefZ-Lg1>`NU9Huepj3D;-"
    "=Gfb91^w|U2!I9l*ruHti7gi%+;_Ix&ZYK;}NJAIf1Idm|S%jBgT#7#5-"
    "lZ4pBL@b>yBSOxe#aBHFe6gbXY1G!Qu3muj-"
    "<Im#ztMZhiOcm@6(=wS{TK&HiT34#PGd7JWC~e|+QI@(O4oDpQ`Bhb><MkeDD~Ck)R}xi3;YnZF)d%rsKD_|YAi`"
    "P$;kq352<9XsO22MfmodAPNsWeak3ik+14wq7@JCH$)@7xVDk}8BglL+hg^t8x^V0B>%F7Hi4oRJ@j+r7Hyh>KLC"
    "1O7f*J?7M1j?77xP=0Uf^CgFyF>BLh(R(=WvV3?4IU27rC^P?DR0+BsSIYn~5)d+V`Nn^f9r8__@K#*~r}6#0)y<"
    "_)AlJ`Anl*bc^fPBpxQLT$o$ad#0^FZBrg4WR6`o&(t6m*)yQ|kT4`UJEA5j=3E()gCs{ya+2h%Nh(RIX-"
    "E9Rj$k`3v%X+E?wTa+$hm()Zz0G=7?)p2U6}0{b)*G(3FueCxW|qdsJkLG!G;YRHf-"
    "3iVZ+8h4PjoV9el+DUmoT4&~5(LS)^38f0O*T*bj}KB7IcuLXPr0CL3Bm>!Av(FR{Wl*8f6@Lu5UVag6df#v5M0^"
    "tmPK-)F@QLw_!W8ns_-WSoE5{&&$Y?W+"
)


def old_book() -> bytes:
    """The workbook as a file holds it."""
    return zlib.decompress(base64.b85decode(PACKED))
