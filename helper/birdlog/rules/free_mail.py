"""Domains at which anybody can have a mailbox: sharing one makes nobody a colleague.

The list is for one question alone, whether a domain can be a company's own (internal-only). It names the
large providers and the mail domains of internet providers; a missing one costs a needless `internal-only`,
which the person can see.
"""

_WORLD = """
    aol.com aim.com duck.com email.com fastmail.com fastmail.fm gmail.com googlemail.com gmx.com gmx.net
    gmx.us hey.com hotmail.com hushmail.com icloud.com inbox.com live.com mac.com mail.com mailbox.org
    mailfence.com me.com msn.com myyahoo.com outlook.com passport.com pm.me posteo.net proton.me protonmail.ch
    protonmail.com rediffmail.com rocketmail.com runbox.com startmail.com tuta.com tuta.io tutamail.com
    tutanota.com yahoo.com yandex.com ymail.com zoho.com zohomail.com
"""

_MICROSOFT = """
    hotmail.be hotmail.ca hotmail.ch hotmail.cl hotmail.co.il hotmail.co.jp hotmail.co.kr hotmail.co.nz
    hotmail.co.th hotmail.co.uk hotmail.co.za hotmail.com.ar hotmail.com.au hotmail.com.br hotmail.com.mx
    hotmail.com.tr hotmail.cz hotmail.de hotmail.dk hotmail.es hotmail.fi hotmail.fr hotmail.gr hotmail.hu
    hotmail.it hotmail.my hotmail.nl hotmail.no hotmail.ph hotmail.rs hotmail.se hotmail.sg live.at live.be
    live.ca live.ch live.cl live.cn live.co.kr live.co.uk live.co.za live.com.ar live.com.au live.com.mx
    live.com.my live.com.ph live.com.pt live.com.sg live.de live.dk live.fi live.fr live.ie live.in live.it
    live.jp live.nl live.no live.pt live.ru live.se outlook.at outlook.be outlook.cl outlook.co.id
    outlook.co.il outlook.co.th outlook.com.ar outlook.com.au outlook.com.br outlook.com.gr outlook.com.tr
    outlook.com.vn outlook.cz outlook.de outlook.dk outlook.es outlook.fr outlook.hu outlook.ie outlook.in
    outlook.it outlook.jp outlook.kr outlook.lv outlook.my outlook.ph outlook.pt outlook.sa outlook.sg
    outlook.sk windowslive.com
"""

_YAHOO = """
    yahoo.at yahoo.be yahoo.ca yahoo.cl yahoo.cn yahoo.co.id yahoo.co.il yahoo.co.in yahoo.co.jp yahoo.co.kr
    yahoo.co.nz yahoo.co.th yahoo.co.uk yahoo.co.za yahoo.com.ar yahoo.com.au yahoo.com.br yahoo.com.cn
    yahoo.com.co yahoo.com.hk yahoo.com.mx yahoo.com.my yahoo.com.pe yahoo.com.ph yahoo.com.sg yahoo.com.tr
    yahoo.com.tw yahoo.com.ve yahoo.com.vn yahoo.cz yahoo.de yahoo.dk yahoo.es yahoo.fi yahoo.fr yahoo.gr
    yahoo.hu yahoo.ie yahoo.in yahoo.it yahoo.nl yahoo.no yahoo.pl yahoo.pt yahoo.ro yahoo.se
"""

_AMERICAS = """
    att.net bell.net bellsouth.net bol.com.br cableone.net centurylink.net charter.net ciudad.com.ar
    comcast.net cox.net earthlink.net fibertel.com.ar frontier.com frontiernet.net globo.com globomail.com
    ig.com.br juno.com mindspring.com netzero.net oi.com.br optimum.net optonline.net pacbell.net prodigy.net
    prodigy.net.mx r7.com rogers.com roadrunner.com sbcglobal.net shaw.ca speedy.com.ar superig.com.br
    swbell.net sympatico.ca telus.net terra.com.br uol.com.br usa.net verizon.net videotron.ca windstream.net
    zipmail.com.br
"""

_EUROPE = """
    abv.bg alice.it aliceadsl.fr aon.at arcor.de azet.sk bigpond.com blueyonder.co.uk bluewin.ch
    btinternet.com btopenworld.com casema.nl centrum.cz centrum.sk chello.at chello.nl clix.pt cegetel.net
    club-internet.fr email.cz email.de email.it eircom.net free.fr freemail.hu freenet.de freeserve.co.uk
    freesurf.fr gmx.at gmx.ch gmx.de gmx.fr hetnet.nl home.nl iinet.net.au inbox.lv inbox.ru inode.at
    inwind.it iol.ie iol.it interia.eu interia.pl kpnmail.nl kpnplanet.nl laposte.net libero.it list.ru
    lycos.de mail.bg mail.dk mail.ee mail.pt mail.ru mailbox.hu movistar.es neuf.fr ntlworld.com
    numericable.fr o2.co.uk o2.pl o2online.de online.de online.no onet.pl orange.fr otenet.gr outlook.com.pt
    pandora.be planet.nl poczta.fm poczta.onet.pl posteo.de quicknet.nl rambler.ru sapo.pt scarlet.be
    seznam.cz sfr.fr sky.com skynet.be spray.se sunrise.ch swissonline.ch t-online.de t-online.hu talk21.com
    talktalk.net tele2.nl tele2.se telefonica.net telenet.be telia.com terra.es tim.it tin.it tiscali.co.uk
    tiscali.it tlen.pl tonline.de ukr.net upcmail.nl virgilio.it virgin.net virginmedia.com vodafone.de
    vodafone.it voila.fr volny.cz wanadoo.es wanadoo.fr wanadoo.nl web.de wp.pl xs4all.nl ya.ru yandex.by
    yandex.kz yandex.ru yandex.ua ziggo.nl zonnet.nl
"""

_ASIA_AND_AFRICA = """
    126.com 139.com 163.com 21cn.com aliyun.com daum.net docomo.ne.jp ezweb.ne.jp foxmail.com hanmail.net
    hinet.net indiatimes.com kakao.com mweb.co.za nate.com naver.com nifty.com ocn.ne.jp optusnet.com.au
    qq.com rediff.com sify.com sina.cn sina.com sohu.com softbank.ne.jp telkomsa.net tom.com vip.163.com
    vip.qq.com vsnl.com vsnl.net walla.co.il webmail.co.za xtra.co.nz yeah.net
"""

FREE_MAIL_DOMAINS: frozenset[str] = frozenset(
    " ".join((_WORLD, _MICROSOFT, _YAHOO, _AMERICAS, _EUROPE, _ASIA_AND_AFRICA)).split()
)
"""Lower-case ASCII domains."""
