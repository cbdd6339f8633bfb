greeting = Салом!
link-fallback = Агар тугма кор накунад, ин суроғаро кушоед:
footer = HitKey ин номаро барои он фиристод, ки касе дар он ҷо ин суроғаро нишон дод. Лутфан ба он ҷавоб надиҳед.

fact-when = Вақт
fact-device = Дастгоҳ
fact-address = Суроғаи IP
fact-mail-address = Суроғаи почта
fact-project = Лоиҳа
fact-inviter = Даъваткунанда
fact-until = Эътибор дорад то
unknown = номаълум

not-you = Агар ин шумо набошед, ҳозир пароли нав гузоред. Дар ин ҳол ҳамаи дастгоҳҳо ва барномаҳо низ аз ҳисоб бароварда мешаванд.
set-new-password = Пароли нав гузоштан

registration-code-subject = Рамзи HitKey-и шумо
registration-code-intro = Барои тасдиқи суроғаи почта ин рамзро ворид кунед:
registration-code-valid = Рамз { $minutes } дақиқа эътибор дорад. Ҳеҷ кас аз HitKey онро аз шумо намепурсад.
registration-code-ignore = Агар шумо ҳисоби HitKey напурсида бошед, ҳеҷ коре кардан лозим нест.

account-exists-subject = Шумо аллакай ҳисоби HitKey доред
account-exists-intro = Касе, эҳтимол шумо, кӯшиш кард, ки ин суроғаи почтаро дар HitKey сабт кунад. Он аллакай ҳисоб дорад, пас шумо метавонед бевосита ворид шавед.
account-exists-button = Ворид шудан
account-exists-forgot = Агар паролро фаромӯш карда бошед, метавонед пароли нав гузоред:
account-exists-ignore = Агар ин шумо набошед, ҳеҷ коре кардан лозим нест: чизе тағйир наёфт.

password-reset-subject = Барои HitKey пароли нав гузоред
password-reset-intro = Касе, эҳтимол шумо, хоҳиш кард, ки барои ҳисоби HitKey-и шумо пароли нав гузошта шавад.
password-reset-valid = Пайванд дар муддати { $minutes } дақиқа танҳо як бор кор мекунад.
password-reset-ignore = Агар ин шумо набошед, ҳеҷ коре кардан лозим нест: пароли шумо тағйир наёфт.

password-changed-subject = Пароли HitKey-и шумо иваз шуд
password-changed-intro = Пароли ҳисоби HitKey-и шумо иваз карда шуд.

new-sign-in-subject = Вуруди нав ба ҳисоби HitKey-и шумо
new-sign-in-intro = Касе ба ҳисоби HitKey-и шумо аз дастгоҳе ворид шуд, ки мо онро пештар надида будем.
new-sign-in-ignore = Агар ин шумо бошед, ҳеҷ коре кардан лозим нест.

totp-enabled-subject = Вуруди дуқадама фаъол шуд
totp-enabled-intro = Акнун барои ворид шудан ба ҳисоби HitKey-и шумо рамз аз барномаи аутентификатор низ лозим аст. Рамзҳои барқарорсозиро дар ҷои бехатар нигоҳ доред.

totp-disabled-subject = Вуруди дуқадама хомӯш шуд
totp-disabled-intro = Барои ворид шудан ба ҳисоби HitKey-и шумо дигар рамз аз барномаи аутентификатор лозим нест.

address-code-intro = Барои тасдиқи он ки ин суроғаи почта ба ҳисоби HitKey-и шумо тааллуқ дорад, ин рамзро ворид кунед:
address-code-ignore = Агар шумо ин суроғаро ба ҳисоби HitKey илова накарда бошед, рамзро ба касе нагӯед. Он гоҳ ҳеҷ чиз рӯй намедиҳад.

address-added-subject = Ба ҳисоби HitKey-и шумо суроғаи почта илова шуд
address-added-intro = Касе, эҳтимол шумо, ба ҳисоби HitKey-и шумо суроғаи почта илова кард. Он танҳо пас аз ворид кардани рамзе, ки ба он ҷо фиристодем, эътибор пайдо мекунад.

address-verified-subject = Ҳисоби HitKey-и шумо суроғаи нави почта дорад
address-verified-intro = Барои ҳисоби HitKey-и шумо суроғаи почта тасдиқ шуд. Бо он ворид шудан ва пароли нав гузоштан мумкин аст.

address-removed-subject = Аз ҳисоби HitKey-и шумо суроғаи почта хориҷ карда шуд
address-removed-intro = Аз ҳисоби HitKey-и шумо суроғаи почта хориҷ карда шуд. Бо он дигар ворид шудан мумкин нест.

default-address-subject = Номаҳои HitKey ба суроғаи дигар меоянд
default-address-intro = Номаҳо дар бораи ҳисоби HitKey-и шумо акнун ба ин суроға меоянд:

account-deleted-subject = Ҳисоби HitKey-и шумо нест карда шуд
account-deleted-intro = Ҳисоби HitKey-и шумо бо хоҳиши шумо бо ҳама чизаш нест карда шуд. Ин номаи охирини мост.

project-invite-subject = Шуморо ба лоиҳае дар HitKey даъват мекунанд
project-invite-intro = Касе шуморо ба лоиҳае даъват мекунад, ки ба он тавассути HitKey ворид мешаванд.
project-invite-button = Дидани даъватнома
project-invite-ignore = Агар надонед, ки ин кист, ҳеҷ коре кардан лозим нест: бе розигии шумо ҳеҷ чиз рӯй намедиҳад.
