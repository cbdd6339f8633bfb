# Every word of HitKey's pages in Tajik.

## Frame
brand = HitKey
brand-home = HitKey, саҳифаи аввал
skip = Гузаштан ба матни асосӣ
footer-self-hosted = Низоми вуруд дар сервери худӣ
footer-mailbox = Қуттии почтаи таҳиягар
error-prefix = Хато:
summary-one = Чизеро ислоҳ кардан лозим аст
moment = { $day } { $month ->
    [m01] янв.
    [m02] фев.
    [m03] март
    [m04] апр.
    [m05] май
    [m06] июн
    [m07] июл
    [m08] авг.
    [m09] сен.
    [m10] окт.
    [m11] ноя.
   *[m12] дек.
 } { $year }, { $time } UTC
device = { $browser } дар { $system }
device-unknown = Дастгоҳи номаълум

## Shared
sign-in = Ворид шудан
sign-out = Баромадан
create-account = Ҳисоб сохтан
your-account = Ҳисоби шумо
to-continue = барои идома дар барномаи { $app }
email = Суроғаи почта
password = Парол
password-new = Пароли нав
password-current = Пароли ҳозира
password-hint = На камтар аз 8 аломат. Чанд калимае, ки ба ҳам рабте надоранд, пароли хуб мешавад.
back-to-sign-in = Ба саҳифаи вуруд баргаштан
signed-in-as = Шумо бо номи { $name } ворид шудаед
cancel = Бекор кардан
change-password = Паролро иваз кардан
code-any = Рамзи аутентификатор ё рамзи барқарорсозӣ

## Start
start-title = Як ҳисоб барои ҳамаи барномаҳои шумо
start-lead = Ин сервери HitKey аст. Он ҳисоби шуморо дар як ҷо нигоҳ медорад ва ба барномаҳое, ки худатон интихоб мекунед, танҳо мегӯяд, ки шумо кистед, на бештар аз ин.
start-account-title = Ҳисоби шумо, қоидаҳои шумо
start-account = Бубинед, ки дар куҷо ворид шудаед ва кадом барномаҳо шуморо мешиносанд, ва дастрасиро бо як пахши тугма бозпас гиред.
start-developer-title = Барои таҳиягарон
start-developer = HitKey протоколҳои OAuth 2 ва OpenID Connect-ро дастгирӣ мекунад. Дар танзимоти ҳар китобхонаи стандартӣ ин суроғаро (issuer) нишон диҳед:
start-discovery = Ҳуҷҷати Discovery
start-docs = Ҳуҷҷатҳо
start-mailbox = Қуттии почтаи таҳиягар
start-mailbox-note = Ба ин сервер сервери почта пайваст нашудааст. Ҳар номае, ки бояд фиристода мешуд, бо рамзҳо ва пайвандҳояш дар ҳамин қуттӣ аст.

## Sign in
sign-in-forgot = Паролро фаромӯш кардед?
sign-in-no-account = Бори аввал омадед?
two-factor-title = Тасдиқ кунед, ки ин шумоед
two-factor-lead = Рамзи шашрақамаро аз барномаи аутентификатор ворид кунед.
two-factor-code = Рамзи аутентификатор
two-factor-recovery-lead = Яке аз рамзҳои барқарорсозиро, ки ҳангоми фаъол кардани вуруди дуқадама нигоҳ дошта будед, ворид кунед. Ҳар рамз танҳо як бор кор мекунад.
two-factor-recovery-code = Рамзи барқарорсозӣ
two-factor-use-recovery = Истифодаи рамзи барқарорсозӣ
two-factor-use-app = Истифодаи барномаи аутентификатор
two-factor-confirm = Тасдиқ кардан
two-factor-start-over = Аз нав сар кардан

## Register
register-title = Ҳисоби худро созед
register-lead = Мо ба почтаи шумо рамз мефиристем, то боварӣ ҳосил кунем, ки ин суроға аз они шумост.
register-send = Рамз гирифтан
register-have-account = Аллакай ҳисоб доред?
verify-title = Почтаи худро санҷед
verify-lead = Мо ба суроғаи { $email } нома фиристодем. Агар дар он рамзи шашрақама бошад, онро дар ин ҷо ворид кунед. Он 10 дақиқа эътибор дорад.
verify-code = Рамз аз нома
verify-confirm = Суроғаро тасдиқ кардан
verify-nothing = Нома наомад? Ба ҷузвдони спам нигаред ё
verify-resend = рамзи дигар пурсед
verify-resent = Рамзи нав дар роҳ аст. Рамзҳои пештара дигар кор намекунанд.
verify-other = Истифодаи суроғаи дигар
choose-title = Парол интихоб кунед
choose-lead = Суроғаи шумо тасдиқ шуд. Танҳо як қадам монд.
choose-confirm = Ҳисоб сохтан

## Forgotten password
forgot-title = Паролро фаромӯш кардед?
forgot-lead = Суроғаи почтаи ҳисоби худро ворид кунед. Мо ба он пайванд мефиристем, то пароли нав гузоред.
forgot-send = Пайвандро фиристодан
forgot-sent-title = Почтаи худро санҷед
forgot-sent-lead = Агар бо ин суроға ҳисобе бошад, пайванд барои гузоштани пароли нав дар роҳ аст. Он дар муддати 15 дақиқа танҳо як бор кор мекунад.
forgot-sent-again = Чизе наомад? Ба ҷузвдони спам нигаред ё бо суроғае, ки ҳангоми сабти ном нишон дода будед, боз кӯшиш кунед.
forgot-again = Боз кӯшиш кардан
reset-title = Пароли нав гузоред
reset-lead = Шумо дар ҳамаи дастгоҳҳо аз ҳисоб бароварда мешавед ва ҳар барномае, ки ба он иҷозат додаед, бояд аз нав иҷозат пурсад.
reset-confirm = Пароли нав гузоштан
reset-done-title = Парол иваз шуд
reset-done-lead = Пароли нави шумо гузошта шуд ва ҳамаи сеансҳои пештара анҷом ёфтанд. Акнун бо пароли нав ворид шавед.

## Choosing an account
choose-account-title = Ҳисобро интихоб кунед
choose-account-continue = Бо ҳамин ҳисоб идома додан
choose-account-other = Ҳисоби дигарро истифода бурдан

## Consent
consent-title = Барномаи { $app } мехоҳад бо шумо шинос шавад
consent-host = Шумо ба суроғаи { $host } бармегардед
consent-will = Ба барнома иҷозат дода мешавад:
consent-resource = Амал кардан аз номи шумо дар { $resource }
consent-as = Шумо бо суроғаи { $email } ворид шудаед
consent-switch = Ин шумо нестед? Ҳисобро иваз кунед
consent-allow = Иҷозат додан
consent-deny = Рад кардан
consent-note = Шумо метавонед ин иҷозатро дар саҳифаи ҳисоби худ ҳар вақт бозпас гиред.
scope-openid = Шинохтани шумо бо шиносае, ки ҳеҷ гоҳ иваз намешавад
scope-profile = Дидани ном, номи корбарӣ ва дигар маълумоти намояи шумо
scope-email = Дидани суроғаи почтаи шумо
scope-address = Дидани суроғаи истиқомати шумо
scope-phone = Дидани рақами телефони шумо
scope-project-read = Дидани нақш ва иҷозатҳои шумо дар лоиҳаи барнома
scope-offline-access = Нигоҳ доштани ин дастрасӣ ҳангоми набудани шумо
scope-other = Истифодаи иҷозати { $scope }

## Back to the app by form
form-post-title = Бозгашт ба барнома
form-post-lead = Ҳоло шумо ба он ҷо бармегардед. Агар чизе рӯй надиҳад, тугмаро пахш кунед.
form-post-continue = Идома додан

## Device
device-title = Пайваст кардани дастгоҳ
device-lead = Рамзеро, ки дастгоҳатон нишон медиҳад, нависед.
device-code = Рамз
device-wrong = Ягон дастгоҳ бо ин рамз интизор нест. Онро бо рамзи дастгоҳ муқоиса кунед ё рамзи нав дархост намоед.
device-continue = Идома додан
device-ask = { $app } пайваст шавад?
device-compare = Дастгоҳи шумо бояд рамзи { $code }-ро нишон диҳад.
device-warning = Танҳо дар сурате идома диҳед, ки дастгоҳ дар дасти шумост ва рамзро каси дигар надодааст.
device-allowed = Дастгоҳ пайваст шуд
device-allowed-lead = Ба он баргардед. Он худаш идома медиҳад.
device-denied = Дастгоҳ пайваст нашуд
device-denied-lead = Ба он хабар дода шуд, ки шумо рад кардед.

## Sign out
sign-out-title = Аз ҳисоб мебароед?
sign-out-lead = Шумо дар ин дастгоҳ бо суроғаи { $email } ворид шудаед. Барномаҳое, ки ба онҳо ворид шудаед, метавонанд сеанси худро нигоҳ доранд.
sign-out-asked = { $app } хоҳиш мекунад, ки аз ҳисоб бароед.
sign-out-other = Барнома ҳисоби дигарро дар назар дошт, на ҳисоби зерро.
sign-out-stay = Дар ҳисоб мондан
signed-out-title = Шумо аз ҳисоб баромадед
signed-out-lead = Сеанси шумо дар ин дастгоҳ анҷом ёфт.
signed-out-again = Аз нав ворид шудан
signed-out-frame = Барномае, ки аз баромадани шумо огоҳ карда мешавад
signed-out-back = Бозгашт ба { $app }

## Account
account-title = Ҳисоби шумо
nav-overview = Шарҳи умумӣ
nav-profile = Профил
nav-addresses = Суроғаҳои почта
nav-security = Амният
nav-sessions = Сеансҳо
nav-apps = Барномаҳо
nav-activity = Амалҳо
nav-settings = Танзимот
overview-edit = Тағйир додан
overview-protect-title = Ҳисоби худро муҳофизат кунед
overview-protect = Вуруди дуқадама ҳатто касеро, ки пароли шуморо медонад, ба ҳисоб роҳ намедиҳад. Барои ин як дақиқа ва барномаи аутентификатор кофӣ аст.
overview-protect-do = Фаъол кардани вуруди дуқадама
overview-sessions = { $count ->
    [one] Шумо танҳо дар ҳамин дастгоҳ ворид шудаед.
   *[other] Шумо дар { $count } дастгоҳ ворид шудаед.
 }
overview-sessions-do = Сеансҳоро дидан
overview-apps = { $count ->
    [0] Ягон барнома ба ҳисоби шумо дастрасӣ надорад.
   *[other] { $count } барнома ба ҳисоби шумо дастрасӣ дорад.
 }
overview-apps-do = Барномаҳоро дидан
account-details = Маълумот
account-name = Ном
account-username = Номи корбарӣ
account-email = Почта
account-two-factor = Вуруди дуқадама
account-on = Фаъол
account-off = Хомӯш
account-since = Вақти сабти ном
account-sessions = Дастгоҳҳое, ки дар онҳо ворид шудаед
account-sessions-note = Сеансеро, ки намешиносед, анҷом диҳед ва баъд
account-sessions-password = пароли нав гузоред
account-current = Ин дастгоҳ
account-last-used = Истифодаи охирин: { $at }
account-signed-in = Вақти вуруд: { $at }
account-end = Анҷом додан
account-end-label = Сеансро анҷом додан: { $device }
account-apps = Барномаҳое, ки ба онҳо иҷозат додаед
account-apps-note = Агар иҷозатро бозпас гиред, барнома фавран аз ҳисоб бароварда мешавад. Он метавонад аз нав иҷозат пурсад.
account-apps-none = Шумо ҳоло ба ягон барнома иҷозат надодаед. Барномаҳое, ки ба онҳо тавассути HitKey ворид мешавед, дар ин ҷо пайдо мешаванд.
account-allowed = Иҷозат дода шуд: { $at }
account-withdraw = Бозпас гирифтан
account-withdraw-label = Аз барномаи { $app } иҷозатро бозпас гирифтан
done-session = Сеанс анҷом ёфт.
done-app = Барнома дигар дастрасӣ надорад.
sessions-end-others = Ҳамаи сеансҳои дигарро анҷом додан
done-profile = Профил нигоҳ дошта шуд.
done-password = Парол иваз шуд. Сеансҳои дигари шумо анҷом ёфтанд.
done-two-factor-on = Вуруди дуқадама фаъол аст.
done-two-factor-off = Вуруди дуқадама хомӯш аст.
done-sessions = Сеансҳои дигари шумо анҷом ёфтанд.
done-settings = Танзимот нигоҳ дошта шуд.
done-address-verified = Суроға тасдиқ шуд.
done-address-default = Акнун номаҳо ба ин суроға меоянд.
done-address-removed = Суроға хориҷ шуд.
done-code-sent = Рамзи нав фиристода шуд. Рамзҳои пештара дигар кор намекунанд.
addresses-lead = Бо ҳар суроғаи тасдиқшуда ворид шудан мумкин аст. Номаҳо ба яке аз онҳо меоянд ва барномаҳо ҳамонро мебинанд.
addresses-default = Асосӣ
addresses-unverified = Тасдиқ нашудааст
addresses-verify = Тасдиқи суроға
addresses-verify-label = Тасдиқи суроға: { $address }
addresses-verify-lead = Мо ба { $email } рамз фиристодем. Он 10 дақиқа амал мекунад.
addresses-make-default = Асосӣ кардан
addresses-make-default-label = Асосӣ кардан: { $address }
addresses-remove = Хориҷ кардан
addresses-remove-label = Хориҷ кардан: { $address }
addresses-add = Илова кардани суроға
addresses-add-lead = Барои боварӣ ҳосил кардан, ки суроға аз они шумост, рамз мефиристем.
settings-look = Забон ва рангҳо
settings-look-lead = Барои ҳамин браузер амал мекунанд.
settings-language-auto = Чунон ки дар браузер
settings-theme = Рангҳо
theme-auto = Чунон ки дар дастгоҳ
theme-light = Равшан
theme-dark = Торик
settings-export = Маълумоти шумо
settings-export-lead = Ҳар чизе, ки HitKey дар бораи шумо нигоҳ медорад, дар файли JSON.
settings-delete = Ҳисобро нест кардан…
settings-delete-lead = Бо он ҳар чизи шумо барои ҳамеша нест мешавад.
delete-title = Нест кардани ҳисоб
delete-lead = Профил, суроғаҳо, сеансҳо, барномаҳо ва лоиҳаҳое, ки танҳо шумо дар онҳоед, фавран нест мешаванд. Онҳоро касе барқарор карда наметавонад.
delete-confirmation = Барои тасдиқ { $email } нависед
delete-do = Барои ҳамеша нест кардан
account-deleted-title = Ҳисоби шумо нест шуд
account-deleted-lead = Ҳар чизе, ки аз они шумо буд, нест шуд. Дар ин бора номаи охирин меояд.
activity-lead = Он чи шумо кардед ва он чи бо ҳисоби шумо шуд. Агар чизеро шумо накарда бошед,
activity-none = Чизи кӯҳнатар нест.
activity-older = Кӯҳнатар
activity-latest = Охиринҳо
activity-warning = Рад шуд
activity-account-registered = Шумо ҳисоб сохтед
activity-account-deleted = Ҳисоб нест шуд
activity-session-opened = Вуруд
activity-session-signed-out = Баромад
activity-session-ended = Сеанс анҷом ёфт
activity-session-refresh-reused = Токени навсозӣ ду бор истифода шуд ва сеанси он анҷом ёфт
activity-sign-in-challenged = Парол қабул шуд, рамз пурсида шуд
activity-sign-in-failed = Кӯшиши вуруд барор нагирифт
activity-proof-failed = Пароли нодуруст ё рамзи нодуруст ворид шуд
activity-password-changed = Парол иваз шуд
activity-password-reset-requested = Нома барои барқарорсозии парол дархост шуд
activity-password-reset = Парол барқарор шуд
activity-totp-begun = Танзими вуруди дуқадама оғоз шуд
activity-totp-enabled = Вуруди дуқадама фаъол шуд
activity-totp-disabled = Вуруди дуқадама хомӯш шуд
activity-email-added = Суроға илова шуд:
activity-email-verified = Суроға тасдиқ шуд:
activity-email-made-default = Суроғаи асосӣ иваз шуд:
activity-email-removed = Суроға хориҷ шуд:
activity-profile-changed = Профил тағйир ёфт
activity-consent-withdrawn = Иҷозати барнома бозпас гирифта шуд
activity-device-allowed = Дастгоҳ пайваст шуд
activity-device-denied = Дастгоҳ рад шуд
activity-grant-revoked = Дастрасии барнома анҷом ёфт
activity-grant-code-reused = Рамзи барнома ду бор истифода шуд ва дастрасии он анҷом ёфт
activity-grant-refresh-reused = Токени навсозии барнома ду бор истифода шуд ва дастрасии он анҷом ёфт
activity-client-created = Мизоҷи OAuth сохта шуд
activity-client-changed = Мизоҷи OAuth тағйир ёфт
activity-client-deleted = Мизоҷи OAuth нест шуд
activity-client-secret-rotated = Калиди махфии мизоҷи OAuth иваз шуд
activity-client-token-revoked = Токени мизоҷи OAuth бекор шуд
activity-project-created = Лоиҳа сохта шуд
activity-project-changed = Лоиҳа тағйир ёфт
activity-project-deleted = Лоиҳа нест шуд
activity-project-transferred = Лоиҳа супурда шуд
activity-member-joined = Пайвастан ба лоиҳа
activity-member-added = Ба лоиҳа илова шуд
activity-member-changed = Нақш ё иҷозатҳо дар лоиҳа тағйир ёфтанд
activity-member-left = Баромадан аз лоиҳа
activity-member-removed = Аз лоиҳа хориҷ шуд
activity-invite-accepted = Даъват қабул шуд
activity-api-client-created = Мизоҷи API сохта шуд
activity-api-client-changed = Мизоҷи API тағйир дода шуд
activity-api-client-rotated = Токени мизоҷи API иваз шуд
activity-api-client-deleted = Мизоҷи API нест карда шуд
security-password = Агар гумон кунед, ки пароли шуморо каси дигар медонад, пароли нав гузоред.
security-two-factor = Барои вуруд парол ва рамз аз барномаи телефони шумо лозим мешавад.
security-recovery-left = { $count ->
    [0] Рамзи барқарорсозӣ намондааст. Бе телефон ворид шуда наметавонед.
   *[other] { $count } рамзи барқарорсозӣ мондааст.
 }
change-password-lead = Дар ин ҷо дар ҳисоб мемонед. Сеансҳои дигар анҷом меёбанд.
two-factor-set-up = Танзими вуруди дуқадама
two-factor-turn-on = Фаъол кардан
two-factor-turn-off = Хомӯш кардан
set-up-scan = 1. HitKey-ро ба барномаи аутентификатор илова кунед
set-up-scan-lead = Ин тасвирро бо барномаи телефон сканер кунед.
set-up-qr = Рамзи QR барои барномаи аутентификатор
set-up-key = Ё ин калидро ба барнома нависед:
set-up-open = Барномаро дар ин дастгоҳ кушодан
set-up-prove = 2. Рамзи шашрақамаи барномаро ворид кунед
recovery-title = Рамзҳои барқарорсозӣ
recovery-keep = Ин рамзҳоро дар ҷойи боэътимод нигоҳ доред
recovery-lead = Агар телефонро гум кунед, ҳар яке як бор ба ҷойи барнома кор мекунад. Онҳо танҳо ҳоло нишон дода мешаванд.
recovery-download = Боргирӣ
recovery-kept = Ман онҳоро нигоҳ доштам
turn-off-title = Хомӯш кардани вуруди дуқадама
turn-off-lead = Баъд аз ин барои вуруд танҳо парол кофӣ мешавад. Рамзҳои барқарорсозӣ дигар кор намекунанд.
profile-lead = Барномаҳо аз инҳо танҳо чизеро мебинанд, ки шумо иҷозат медиҳед. Пур кардани ҳамааш ҳатмӣ нест.
profile-names = Ному насаби шумо
profile-called = Шуморо чӣ меноманд
profile-about = Дар бораи шумо
profile-address = Суроғаи почтавӣ
profile-order = Тартиби ному насаб
profile-western = Аввал ном
profile-eastern = Аввал насаб
profile-save = Нигоҳ доштан
field-given-names = Ном
field-middle-name = Номи падар ё номи дуюм
field-surname = Насаб
field-native-script = Ному насаб бо хати худатон
field-display-name = Номи намоишӣ
field-username = Номи корбарӣ
field-nickname = Лақаб
field-picture = Сурат
field-website = Сомона
field-profile = Саҳифа дар бораи шумо
field-birthdate = Санаи таваллуд
field-gender = Ҷинс
field-locale = Забон
field-zoneinfo = Минтақаи вақт
field-phone-number = Рақами телефон
field-address-street = Кӯча ва хона
field-address-locality = Шаҳр
field-address-region = Вилоят
field-address-postal-code = Индекси почта
field-address-country = Кишвар
field-address-formatted = Суроғаи пурра
hint-username = Аз 3 то 30 ҳарфи лотинӣ, рақам ва зерхат
hint-picture = Суроға дар интернет, масалан https://example.org/anna.jpg
hint-birthdate = 1987-10-16; ё танҳо сол; ё бе сол 0000-10-16
hint-locale = Рамзи забон, масалан tg ё tg-TJ
hint-zoneinfo = Масалан, Asia/Dushanbe
hint-phone-number = Бо рамзи кишвар, масалан +992901234567
hint-address-formatted = Чунон ки дар нома навишта мешавад

## Development mailbox
mailbox-title = Қуттии почтаи таҳиягар
mailbox-lead = Ҳамаи номаҳое, ки ин сервер бояд мефиристод, аввал навтаринашон. Номаҳо дар ин ҷо ҷамъ мешаванд, чунки сервери почта пайваст нашудааст ва ин суроға маҳаллӣ аст.
mailbox-none = Ҳоло нома нест. Сабти ном кунед ё пароли нав пурсед: нома баъд аз як-ду сония дар ин ҷо пайдо мешавад.
mailbox-refresh = Нав кардан
mailbox-to = Гиранда: { $to }
mail-back = Ҳамаи номаҳо
mail-html = Нусхаи HTML-ро кушодан

## Errors
error-id = Рақами дархост
error-details = Барои таҳиягари барнома
error-home = Ба саҳифаи аввал гузаштан
error-app-title = Ин барнома дар ин ҷо ношинос аст
error-app = Пайванде, ки шуморо ба ин ҷо овард, барномаеро нишон медиҳад, ки ин сервер онро намешиносад.
error-app-advice = Ба барнома баргардед ва боз кӯшиш кунед. Агар такрор шавад, ба соҳибони барнома хабар диҳед.
error-redirect-title = Барнома суроғаи бозгашти нодуруст фиристод
error-redirect = Суроғаеро, ки бояд шуморо ба он баргардонем, барнома сабт накардааст. Барои бехатарии ҳисоби шумо мо дар ҳамин ҷо меистем.
error-redirect-advice = Ҳеҷ маълумоте дода нашуд. Ба соҳибони барнома хабар диҳед.
error-request-title = Ин пайванд пурра нест
error-request = Дар суроға ё форма чизе намерасад ё нодуруст навишта шудааст.
error-request-advice = Баргардед ва боз кӯшиш кунед. Агар бо пайванд омада бошед, шояд охири он бурида шуда бошад.
error-forged-title = Ин форма аз ҷойи дигар омад
error-forged = Барои бехатарии шумо мо танҳо формаҳоеро қабул мекунем, ки аз саҳифаҳои худамон фиристода шудаанд.
error-forged-advice = Саҳифаро аз нав кушоед ва формаро аз он ҷо фиристед.
error-not-found-title = Дар ин ҷо чизе нест
error-not-found = Бо ин суроға саҳифае нест.
error-not-found-advice = Санҷед, ки суроға дуруст навишта шудааст.
error-wait-title = Кӯшишҳо аз ҳад зиёданд
error-wait = Барои бехатарии ҳисобҳо мо кӯшишҳои такрориро суст мекунем.
error-wait-advice = Каме интизор шавед ва боз кӯшиш кунед.
error-busy-title = Сервер ҳоло хеле банд аст
error-busy = Ҳоло сервер ба иҷрои ҳамаи дархостҳо намерасад.
error-busy-advice = Чанд сония интизор шавед ва боз кӯшиш кунед. Чизе гум нашуд.
error-internal-title = Дар тарафи мо хатое рӯй дод
error-internal = Ин гуноҳи шумо нест, ва мо онро ба қайд гирифтем.
error-internal-advice = Баъд аз каме боз кӯшиш кунед. Агар такрор шавад, ба касе, ки ин серверро идора мекунад, хабар диҳед ва рақами дархостро, ки дар поён аст, гӯед.

## Problems with a form
problem-email-missing = Суроғаи почтаи худро ворид кунед
problem-email-malformed = Суроғаи почтаро чунин ворид кунед: ann@example.org
problem-password-missing = Пароли худро ворид кунед
problem-password-short = На камтар аз { $limit } аломат истифода баред
problem-password-long = На бештар аз { $limit } аломат истифода баред
problem-password-weak = Ин паролро ёфтан хеле осон аст. Пароли дарозтар гузоред, аз чанд калимае, ки ба ҳам рабте надоранд
problem-current-password-missing = Пароли ҳозираро ворид кунед
problem-current-password-wrong = Ин пароли ҳозираи шумо нест
problem-text-long = На бештар аз { $limit } аломат
problem-text-control = Гузариши сатр ва аломатҳои идоракуниро тоза кунед
problem-url = Суроғаи сомонаро ворид кунед, масалан https://example.org
problem-date = Санаро ворид кунед, масалан 1987-10-16
problem-time-zone = Минтақаи вақтро ворид кунед, масалан Asia/Dushanbe
problem-language = Рамзи забонро ворид кунед, масалан tg ё tg-TJ
problem-phone = Рақами телефонро бо рамзи кишвар ворид кунед, масалан +992901234567
problem-username-malformed = Аз 3 то 30 ҳарфи лотинӣ, рақам ва зерхат лозим аст
problem-username-reserved = Ин номи корбарӣ банд аст. Дигарашро интихоб кунед
problem-username-taken = Ин номи корбариро каси дигар гирифтааст. Дигарашро интихоб кунед
problem-address-in-use = Ин суроға аллакай ба ҳисобе тааллуқ дорад
problem-too-many-addresses = Шумораи суроғаҳо ба ҳад расид. Аввал якеро хориҷ кунед
problem-only-address = Ин ягона суроғаи тасдиқшудаи шумост. Аввал дигареро тасдиқ кунед
problem-confirmation-wrong = Суроғаи почтаи худро чунон нависед, ки дар ин ҷо омадааст
problem-owns-shared-project = Шумо соҳиби лоиҳае ҳастед, ки аъзоёни дигар дорад. Аввал онро супоред ё аъзоёнро хориҷ кунед
problem-credentials-wrong = Суроға ва парол ба ҳам мувофиқ нестанд
problem-code-missing = Рамзро ворид кунед
problem-code-wrong = Рамз нодуруст аст. Онро санҷед ва боз кӯшиш кунед
problem-code-expired = Муҳлати рамз гузашт. Рамзи нав пурсед
problem-code-spent = Ин рамз аз ҳад зиёд санҷида шуд. Рамзи нав пурсед
problem-sign-in-expired = Вуруд аз ҳад дароз кашид ё кӯшишҳо аз ҳад зиёд буданд. Аз нав сар кунед
problem-registration-expired = Сабти ном аз ҳад дароз кашид. Суроғаи худро ворид карда, аз нав сар кунед
problem-link-dead = Муҳлати пайванд гузаштааст ё он аллакай истифода шудааст. Пайванди нав пурсед
problem-wait = { $seconds ->
    [one] Кӯшишҳо аз ҳад зиёданд. Пас аз 1 сония боз кӯшиш кунед
   *[other] Кӯшишҳо аз ҳад зиёданд. Пас аз { $seconds } сония боз кӯшиш кунед
 }
problem-wait-minutes = { $minutes ->
    [one] Кӯшишҳо аз ҳад зиёданд. Пас аз 1 дақиқа боз кӯшиш кунед
   *[other] Кӯшишҳо аз ҳад зиёданд. Пас аз { $minutes } дақиқа боз кӯшиш кунед
 }
problem-busy = Сервер хеле банд аст. Пас аз чанд сония боз кӯшиш кунед
