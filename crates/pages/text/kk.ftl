# Every word of HitKey's pages in Kazakh.

## Frame
brand = HitKey
brand-home = HitKey, бастапқы бет
skip = Негізгі мазмұнға өту
footer-self-hosted = Өз серверіңіздегі кіру жүйесі
footer-mailbox = Әзірлеушінің пошта жәшігі
error-prefix = Қате:
summary-one = Бірдеңені түзету керек
moment = { $year } ж. { $day } { $month ->
    [m01] қаң.
    [m02] ақп.
    [m03] нау.
    [m04] сәу.
    [m05] мам.
    [m06] мау.
    [m07] шіл.
    [m08] там.
    [m09] қыр.
    [m10] қаз.
    [m11] қар.
   *[m12] жел.
 }, { $time } UTC
device = { $browser }, { $system }
device-unknown = Белгісіз құрылғы

## Shared
sign-in = Кіру
sign-out = Шығу
create-account = Тіркелгі жасау
your-account = Тіркелгіңіз
to-continue = { $app } қолданбасына өту үшін
email = Пошта мекенжайы
password = Құпиясөз
password-new = Жаңа құпиясөз
password-current = Қазіргі құпиясөз
password-hint = Кемінде 8 таңба. Бір-біріне қатысы жоқ бірнеше сөзден жақсы құпиясөз шығады.
back-to-sign-in = Кіру бетіне оралу
signed-in-as = Сіз { $name } атымен кірдіңіз
cancel = Бас тарту
change-password = Құпиясөзді өзгерту
code-any = Аутентификатор коды немесе қалпына келтіру коды

## Start
start-title = Барлық қолданбаңызға бір тіркелгі
start-lead = Сіз HitKey серверіне келдіңіз. Ол тіркелгіңізді бір жерде сақтайды және өзіңіз таңдаған қолданбаларға кім екеніңізді ғана айтады, одан артық ештеңе айтпайды.
start-account-title = Тіркелгі де, ереже де өзіңіздікі
start-account = Қай құрылғыларда кіріп тұрғаныңызды және сізді қай қолданбалар танитынын көріңіз, рұқсатты бір басып қайтарып алыңыз.
start-developer-title = Әзірлеушілерге
start-developer = HitKey OAuth 2 және OpenID Connect хаттамаларын қолдайды. Кез келген стандартты кітапхананың баптауында мына мекенжайды (issuer) көрсетіңіз:
start-discovery = Discovery құжаты
start-docs = Құжаттама
start-mailbox = Әзірлеушінің пошта жәшігі
start-mailbox-note = Бұл серверге пошта сервері қосылмаған. Жіберілуі тиіс хаттардың бәрі кодтарымен және сілтемелерімен бірге осы жәшікке түседі.

## Sign in
sign-in-forgot = Құпиясөзді ұмыттыңыз ба?
sign-in-no-account = Алғаш келдіңіз бе?
two-factor-title = Бұл сіз екеніңізді растаңыз
two-factor-lead = Аутентификатор қолданбасындағы алты таңбалы кодты енгізіңіз.
two-factor-code = Аутентификатор коды
two-factor-recovery-lead = Екі қадамды кіруді қосқанда сақтап қойған қалпына келтіру кодтарының бірін енгізіңіз. Әр код бір рет қана жарайды.
two-factor-recovery-code = Қалпына келтіру коды
two-factor-use-recovery = Қалпына келтіру кодын пайдалану
two-factor-use-app = Аутентификатор қолданбасын пайдалану
two-factor-confirm = Растау
two-factor-start-over = Басынан бастау

## Register
register-title = Тіркелгіңізді жасаңыз
register-lead = Мекенжай сіздікі екеніне көз жеткізу үшін оған код жібереміз.
register-send = Код алу
register-have-account = Тіркелгіңіз бар ма?
verify-title = Поштаңызды тексеріңіз
verify-lead = { $email } мекенжайына хат жібердік. Ішінде алты таңбалы код болса, оны осында енгізіңіз. Ол 10 минут жарамды.
verify-code = Хаттағы код
verify-confirm = Мекенжайды растау
verify-nothing = Хат келмеді ме? Спам қалтасын қараңыз немесе
verify-resend = жаңа код сұраңыз
verify-resent = Жаңа код жіберілді. Бұрынғы кодтар енді жарамайды.
verify-other = Басқа мекенжай көрсету
choose-title = Құпиясөз таңдаңыз
choose-lead = Мекенжайыңыз расталды. Соңғы қадам қалды.
choose-confirm = Тіркелгі жасау

## Forgotten password
forgot-title = Құпиясөзді ұмыттыңыз ба?
forgot-lead = Тіркелгіңіздің пошта мекенжайын енгізіңіз. Оған жаңа құпиясөз орнататын сілтеме жібереміз.
forgot-send = Сілтемені жіберу
forgot-sent-title = Поштаңызды тексеріңіз
forgot-sent-lead = Бұл мекенжайдың тіркелгісі болса, оған жаңа құпиясөз орнататын сілтеме жіберілді. Ол 15 минут ішінде бір рет жұмыс істейді.
forgot-sent-again = Ештеңе келмеді ме? Спам қалтасын қараңыз немесе тіркелген кезде көрсеткен мекенжайыңызбен қайталап көріңіз.
forgot-again = Қайталап көру
reset-title = Жаңа құпиясөз орнатыңыз
reset-lead = Барлық құрылғыда жүйеден шығасыз, ал өзіңіз рұқсат берген қолданбалардың бәрі қайта рұқсат сұрайды.
reset-confirm = Жаңа құпиясөз орнату
reset-done-title = Құпиясөз өзгертілді
reset-done-lead = Жаңа құпиясөзіңіз орнатылды, бұрынғы сеанстардың бәрі аяқталды. Енді жаңа құпиясөзбен кіріңіз.

## Choosing an account
choose-account-title = Тіркелгіні таңдаңыз
choose-account-continue = Осы тіркелгімен жалғастыру
choose-account-other = Басқа тіркелгіні пайдалану

## Consent
consent-title = { $app } қолданбасы сізбен танысқысы келеді
consent-host = Сіз { $host } мекенжайына қайтасыз
consent-will = Қолданба мыналарды істей алады:
consent-resource = { $resource } қызметінде сіздің атыңыздан әрекет ету
consent-as = Сіз { $email } мекенжайымен кірдіңіз
consent-switch = Бұл сіз емессіз бе? Тіркелгіні ауыстыру
consent-allow = Рұқсат беру
consent-deny = Бас тарту
consent-note = Рұқсатты тіркелгіңіздің бетінде кез келген уақытта қайтарып ала аласыз.
scope-openid = Сізді ешқашан өзгермейтін идентификатор арқылы тану
scope-profile = Атыңызды, пайдаланушы атыңызды және профиліңіздің басқа деректерін көру
scope-email = Пошта мекенжайыңызды көру
scope-address = Тұратын мекенжайыңызды көру
scope-phone = Телефон нөміріңізді көру
scope-project-read = Қолданба жобасындағы рөліңіз бен рұқсаттарыңызды көру
scope-offline-access = Сіз жоқ кезде де осы рұқсатты сақтау
scope-other = { $scope } рұқсатын пайдалану

## Back to the app by form
form-post-title = Қолданбаға оралу
form-post-lead = Қазір сол жерге ораласыз. Ештеңе болмаса, түймені басыңыз.
form-post-continue = Жалғастыру

## Device
device-title = Құрылғыны қосу
device-lead = Құрылғыңыз көрсетіп тұрған кодты енгізіңіз.
device-code = Код
device-wrong = Бұл кодпен ешбір құрылғы күтіп тұрған жоқ. Құрылғыдағы кодпен салыстырыңыз немесе жаңасын сұраңыз.
device-continue = Жалғастыру
device-ask = { $app } қосылсын ба?
device-compare = Құрылғыңыз { $code } кодын көрсетуі керек.
device-warning = Құрылғы өз қолыңызда болса және код басқа біреуден келмеген болса ғана жалғастырыңыз.
device-allowed = Құрылғы қосылды
device-allowed-lead = Оған қайта оралыңыз. Әрі қарай өзі жалғастырады.
device-denied = Құрылғы қосылмады
device-denied-lead = Оған бас тартқаныңыз хабарланды.

## Sign out
sign-out-title = Тіркелгіден шығасыз ба?
sign-out-lead = Осы құрылғыда { $email } мекенжайымен кіріп тұрсыз. Сіз кірген қолданбалардың өз сеанстары ашық қалуы мүмкін.
sign-out-asked = { $app } тіркелгіден шығуыңызды сұрайды.
sign-out-other = Қолданба төмендегі тіркелгіні емес, басқасын меңзеді.
sign-out-stay = Шықпау
signed-out-title = Сіз тіркелгіден шықтыңыз
signed-out-lead = Осы құрылғыдағы сеансыңыз аяқталды.
signed-out-again = Қайта кіру
signed-out-frame = Шыққаныңыз хабарланатын қолданба
signed-out-back = { $app } қолданбасына оралу

## Account
account-title = Тіркелгіңіз
nav-overview = Шолу
nav-profile = Профиль
nav-addresses = Пошта мекенжайлары
nav-security = Қауіпсіздік
nav-sessions = Сеанстар
nav-apps = Қолданбалар
nav-activity = Әрекеттер
nav-settings = Баптаулар
overview-edit = Өзгерту
overview-protect-title = Тіркелгіңізді қорғаңыз
overview-protect = Екі қадамды кіру құпиясөзіңізді біліп алған бөтен адамды да кіргізбейді. Ол үшін бір минут пен аутентификатор қолданбасы жетеді.
overview-protect-do = Екі қадамды кіруді қосу
overview-sessions = { $count ->
    [one] Тек осы құрылғыда кіріп тұрсыз.
   *[other] { $count } құрылғыда кіріп тұрсыз.
 }
overview-sessions-do = Сеанстарды қарап шығу
overview-apps = { $count ->
    [0] Ешбір қолданба тіркелгіңізге кіре алмайды.
   *[other] Тіркелгіңізге { $count } қолданба кіре алады.
 }
overview-apps-do = Қолданбаларды қарап шығу
account-details = Деректер
account-name = Аты
account-username = Пайдаланушы аты
account-email = Пошта
account-two-factor = Екі қадамды кіру
account-on = Қосулы
account-off = Өшірулі
account-since = Тіркелген уақыты
account-sessions = Сіз кірген құрылғылар
account-sessions-note = Танымайтын сеансты аяқтаңыз да,
account-sessions-password = жаңа құпиясөз орнатыңыз
account-current = Осы құрылғы
account-last-used = Соңғы белсенділік: { $at }
account-signed-in = Кірген уақыты: { $at }
account-end = Аяқтау
account-end-label = Сеансты аяқтау: { $device }
account-apps = Сіз рұқсат берген қолданбалар
account-apps-note = Рұқсатты қайтарып алсаңыз, қолданба тіркелгіңізден бірден шығарылады. Ол рұқсатты қайта сұрай алады.
account-apps-none = Әзірге ешбір қолданбаға рұқсат берген жоқсыз. HitKey арқылы кірген қолданбаларыңыз осында көрінеді.
account-allowed = Рұқсат берілген уақыты: { $at }
account-withdraw = Қайтарып алу
account-withdraw-label = { $app } қолданбасының рұқсатын қайтарып алу
done-session = Сеанс аяқталды.
done-app = Қолданбаның рұқсаты қайтарып алынды.
sessions-end-others = Басқа сеанстардың бәрін аяқтау
done-profile = Профиль сақталды.
done-password = Құпиясөз өзгертілді. Басқа сеанстарыңыз аяқталды.
done-two-factor-on = Екі қадамды кіру қосылды.
done-two-factor-off = Екі қадамды кіру өшірілді.
done-sessions = Басқа сеанстарыңыз аяқталды.
done-settings = Баптаулар сақталды.
done-address-verified = Мекенжай расталды.
done-address-default = Енді хаттар осы мекенжайға келеді.
done-address-removed = Мекенжай жойылды.
done-code-sent = Жаңа код жіберілді. Бұрынғылары енді жарамайды.
addresses-lead = Расталған кез келген мекенжаймен кіруге болады. Хаттар соның біріне келеді, қолданбалар да соны көреді.
addresses-default = Негізгі
addresses-unverified = Расталмаған
addresses-verify = Мекенжайды растау
addresses-verify-label = Мекенжайды растау: { $address }
addresses-verify-lead = { $email } мекенжайына код жібердік. Ол 10 минут жарамды.
addresses-make-default = Негізгі ету
addresses-make-default-label = Негізгі ету: { $address }
addresses-remove = Жою
addresses-remove-label = Жою: { $address }
addresses-add = Мекенжай қосу
addresses-add-lead = Мекенжай сіздікі екеніне көз жеткізу үшін код жібереміз.
settings-look = Тіл мен түстер
settings-look-lead = Осы браузерге ғана қатысты.
settings-language-auto = Браузердегідей
settings-theme = Түстер
theme-auto = Құрылғыдағыдай
theme-light = Ашық
theme-dark = Қараңғы
settings-export = Деректеріңіз
settings-export-lead = HitKey сіз туралы сақтайтынның бәрі JSON файлында.
settings-delete = Тіркелгіні жою…
settings-delete-lead = Онымен бірге өзіңізге тиесілінің бәрі біржола жойылады.
delete-title = Тіркелгіңізді жою
delete-lead = Профиль, мекенжайлар, сеанстар, қолданбалар және тек өзіңіз қатысатын жобалар бірден жойылады. Оларды ешкім қайтара алмайды.
delete-confirmation = Растау үшін { $email } деп теріңіз
delete-do = Біржола жою
account-deleted-title = Тіркелгіңіз жойылды
account-deleted-lead = Өзіңізге тиесілінің бәрі жойылды. Бұл туралы соңғы хат келеді.
activity-lead = Сіз не істедіңіз және тіркелгіңізде не болды. Бірдеңені сіз жасамасаңыз,
activity-none = Бұдан бұрынғы ештеңе жоқ.
activity-older = Бұрынғылар
activity-latest = Соңғылар
activity-warning = Қабылданбады
activity-account-registered = Тіркелгі аштыңыз
activity-account-deleted = Тіркелгі жойылды
activity-session-opened = Кіру
activity-session-signed-out = Шығу
activity-session-ended = Сеанс аяқталды
activity-session-refresh-reused = Жаңарту токені екі рет қолданылып, сеансы аяқталды
activity-sign-in-challenged = Құпиясөз қабылданды, код сұралды
activity-sign-in-failed = Кіру әрекеті сәтсіз болды
activity-proof-failed = Қате құпиясөз немесе код енгізілді
activity-password-changed = Құпиясөз өзгертілді
activity-password-reset-requested = Құпиясөзді қалпына келтіру хаты сұралды
activity-password-reset = Құпиясөз қалпына келтірілді
activity-totp-begun = Екі қадамды кіруді баптау басталды
activity-totp-enabled = Екі қадамды кіру қосылды
activity-totp-disabled = Екі қадамды кіру өшірілді
activity-email-added = Мекенжай қосылды:
activity-email-verified = Мекенжай расталды:
activity-email-made-default = Негізгі мекенжай өзгертілді:
activity-email-removed = Мекенжай жойылды:
activity-profile-changed = Профиль өзгертілді
activity-consent-withdrawn = Қолданбаның рұқсаты қайтарып алынды
activity-device-allowed = Құрылғы қосылды
activity-device-denied = Құрылғыға рұқсат берілмеді
activity-grant-revoked = Қолданбаның рұқсаты аяқталды
activity-grant-code-reused = Қолданба коды екі рет қолданылып, рұқсаты аяқталды
activity-grant-refresh-reused = Қолданбаның жаңарту токені екі рет қолданылып, рұқсаты аяқталды
activity-client-created = OAuth клиенті жасалды
activity-client-changed = OAuth клиенті өзгертілді
activity-client-deleted = OAuth клиенті жойылды
activity-client-secret-rotated = OAuth клиентінің құпия кілті ауыстырылды
activity-client-token-revoked = OAuth клиентінің токені қайтарып алынды
activity-project-created = Жоба жасалды
activity-project-changed = Жоба өзгертілді
activity-project-deleted = Жоба жойылды
activity-project-transferred = Жоба басқаға берілді
activity-member-joined = Жобаға қосылу
activity-member-added = Жобаға қосылды
activity-member-changed = Жобадағы рөл не рұқсаттар өзгерді
activity-member-left = Жобадан шығу
activity-member-removed = Жобадан шығарылды
activity-invite-accepted = Шақыру қабылданды
activity-api-client-created = API клиенті жасалды
activity-api-client-changed = API клиенті өзгертілді
activity-api-client-rotated = API клиентінің токені ауыстырылды
activity-api-client-deleted = API клиенті жойылды
security-password = Құпиясөзіңізді басқа біреу біледі деп ойласаңыз, жаңасын орнатыңыз.
security-two-factor = Кіру үшін құпиясөз бен телефоныңыздағы қолданбаның коды керек болады.
security-recovery-left = { $count ->
    [0] Қалпына келтіру коды қалмады. Телефонсыз кіре алмайсыз.
   *[other] { $count } қалпына келтіру коды қалды.
 }
change-password-lead = Осы жерде кіріп тұра бересіз. Басқа сеанстар аяқталады.
two-factor-set-up = Екі қадамды кіруді баптау
two-factor-turn-on = Қосу
two-factor-turn-off = Өшіру
set-up-scan = 1. HitKey-ді аутентификатор қолданбасына қосыңыз
set-up-scan-lead = Осы суретті телефоныңыздағы қолданбамен сканерлеңіз.
set-up-qr = Аутентификатор қолданбасына арналған QR коды
set-up-key = Немесе қолданбаға мына кілтті теріңіз:
set-up-open = Осы құрылғыдағы қолданбаны ашу
set-up-prove = 2. Қолданба көрсеткен алты таңбалы кодты енгізіңіз
recovery-title = Қалпына келтіру кодтары
recovery-keep = Бұл кодтарды сенімді жерге сақтаңыз
recovery-lead = Телефоныңызды жоғалтсаңыз, әр код қолданбаның орнына бір рет жарайды. Олар тек қазір көрсетіледі.
recovery-download = Жүктеп алу
recovery-kept = Сақтап қойдым
turn-off-title = Екі қадамды кіруді өшіру
turn-off-lead = Бұдан кейін кіруге құпиясөздің өзі жетеді. Қалпына келтіру кодтары жарамсыз болады.
profile-lead = Қолданбалар бұдан сіз рұқсат бергенін ғана көреді. Бәрін толтыру міндетті емес.
profile-names = Аты-жөніңіз
profile-called = Сізді қалай атайды
profile-about = Өзіңіз туралы
profile-address = Пошта мекенжайы
profile-order = Аты мен тегінің реті
profile-western = Алдымен аты
profile-eastern = Алдымен тегі
profile-save = Сақтау
field-given-names = Аты
field-middle-name = Әкесінің аты немесе екінші аты
field-surname = Тегі
field-native-script = Аты-жөні өз жазуыңызбен
field-display-name = Көрсетілетін ат
field-username = Пайдаланушы аты
field-nickname = Лақап ат
field-picture = Сурет
field-website = Веб-сайт
field-profile = Сіз туралы бет
field-birthdate = Туған күні
field-gender = Жынысы
field-locale = Тіл
field-zoneinfo = Уақыт белдеуі
field-phone-number = Телефон нөмірі
field-address-street = Көше мен үй
field-address-locality = Қала
field-address-region = Облыс
field-address-postal-code = Пошта индексі
field-address-country = Ел
field-address-formatted = Толық мекенжай
hint-username = 3–30 латын әрпі, цифр және астыңғы сызық
hint-picture = Интернеттегі мекенжай, мысалы https://example.org/aia.jpg
hint-birthdate = 1987-10-16; немесе тек жылы; немесе жылсыз 0000-10-16
hint-locale = Тіл коды, мысалы kk немесе kk-KZ
hint-zoneinfo = Мысалы, Asia/Almaty
hint-phone-number = Ел кодымен, мысалы +77011234567
hint-address-formatted = Хаттағыдай

## Development mailbox
mailbox-title = Әзірлеушінің пошта жәшігі
mailbox-lead = Бұл сервер жіберуі тиіс болған барлық хат, жаңалары жоғарыда. Пошта сервері қосылмағандықтан және мекенжай жергілікті болғандықтан, хаттар осында жиналады.
mailbox-none = Әзірге хат жоқ. Тіркеліңіз немесе жаңа құпиясөз сұраңыз: хат бір-екі секундта осында пайда болады.
mailbox-refresh = Жаңарту
mailbox-to = Алушы: { $to }
mail-back = Барлық хаттар
mail-html = HTML нұсқасын ашу

## Errors
error-id = Сұрау нөмірі
error-details = Қолданба әзірлеушісі үшін
error-home = Бастапқы бетке өту
error-app-title = Бұл қолданба мұнда белгісіз
error-app = Сізді осында әкелген сілтемеде бұл сервер білмейтін қолданба көрсетілген.
error-app-advice = Қолданбаға оралып, қайталап көріңіз. Тағы осылай болса, қолданба иелеріне хабарлаңыз.
error-redirect-title = Қолданба қайтатын мекенжайды қате жіберді
error-redirect = Сізді қайтаруға тиіс мекенжайды қолданба тіркемеген. Тіркелгіңіздің қауіпсіздігі үшін осы жерде тоқтаймыз.
error-redirect-advice = Ешқандай дерек берілген жоқ. Қолданба иелеріне хабарлаңыз.
error-request-title = Бұл сілтеме толық емес
error-request = Мекенжайда немесе формада бірдеңе жетіспейді не қате жазылған.
error-request-advice = Артқа қайтып, қайталап көріңіз. Сілтеме арқылы келсеңіз, оның соңы қиылып қалған болуы мүмкін.
error-forged-title = Бұл форма басқа жерден келді
error-forged = Қауіпсіздігіңіз үшін тек өз беттерімізден жіберілген формаларды қабылдаймыз.
error-forged-advice = Бетті қайта ашып, форманы сол жерден жіберіңіз.
error-not-found-title = Мұнда ештеңе жоқ
error-not-found = Бұл мекенжайда бет жоқ.
error-not-found-advice = Мекенжайдың дұрыс жазылғанын тексеріңіз.
error-wait-title = Әрекет тым көп
error-wait = Тіркелгілерді қорғау үшін қайталанған әрекеттерді баяулатамыз.
error-wait-advice = Сәл күтіп, қайталап көріңіз.
error-busy-title = Қазір жүктеме өте көп
error-busy = Сервер қазір барлық сұрауға үлгермей жатыр.
error-busy-advice = Бірнеше секунд күтіп, қайталап көріңіз. Ештеңе жоғалған жоқ.
error-internal-title = Бізден қате кетті
error-internal = Бұл сіздің кінәңіз емес, қате жазып алынды.
error-internal-advice = Сәлден кейін қайталап көріңіз. Тағы осылай болса, серверді басқаратын адамға хабарлап, төмендегі сұрау нөмірін айтыңыз.

## Problems with a form
problem-email-missing = Пошта мекенжайыңызды енгізіңіз
problem-email-malformed = Пошта мекенжайын мына үлгідегідей енгізіңіз: ann@example.org
problem-password-missing = Құпиясөзіңізді енгізіңіз
problem-password-short = Кемінде { $limit } таңба қолданыңыз
problem-password-long = Ең көбі { $limit } таңба қолданыңыз
problem-password-weak = Бұл құпиясөзді табу тым оңай. Бір-біріне қатысы жоқ бірнеше сөзден ұзағырақ құпиясөз құраңыз
problem-current-password-missing = Қазіргі құпиясөзді енгізіңіз
problem-current-password-wrong = Бұл сіздің қазіргі құпиясөзіңіз емес
problem-text-long = Ең көбі { $limit } таңба
problem-text-control = Жол ауыстыруларын және басқару таңбаларын алып тастаңыз
problem-url = https://example.org сияқты веб-мекенжай енгізіңіз
problem-date = 1987-10-16 сияқты күнді енгізіңіз
problem-time-zone = Asia/Almaty сияқты уақыт белдеуін енгізіңіз
problem-language = kk немесе kk-KZ сияқты тіл кодын енгізіңіз
problem-phone = Телефон нөмірін ел кодымен енгізіңіз, мысалы +77011234567
problem-username-malformed = 3–30 латын әрпін, цифрды және астыңғы сызықты қолданыңыз
problem-username-reserved = Бұл пайдаланушы аты сақтап қойылған. Басқасын таңдаңыз
problem-username-taken = Бұл пайдаланушы аты бос емес. Басқасын таңдаңыз
problem-address-in-use = Бұл мекенжай бір тіркелгіге тиесілі
problem-too-many-addresses = Мекенжай саны шегіне жетті. Алдымен біреуін жойыңыз
problem-only-address = Бұл жалғыз расталған мекенжайыңыз. Алдымен басқасын растаңыз
problem-confirmation-wrong = Пошта мекенжайыңызды осында жазылғандай теріңіз
problem-owns-shared-project = Басқа мүшелері бар жобаның иесісіз. Алдымен оны басқаға беріңіз немесе мүшелерін шығарыңыз
problem-credentials-wrong = Мекенжай мен құпиясөз сәйкес келмейді
problem-code-missing = Кодты енгізіңіз
problem-code-wrong = Код дұрыс емес. Тексеріп, қайта енгізіңіз
problem-code-expired = Кодтың мерзімі өтіп кетті. Жаңасын сұраңыз
problem-code-spent = Бұл код тым көп рет енгізілді. Жаңасын сұраңыз
problem-sign-in-expired = Кіру тым ұзаққа созылды немесе әрекет тым көп болды. Басынан бастаңыз
problem-registration-expired = Тіркелу тым ұзаққа созылды. Мекенжайыңызды енгізіп, қайта бастаңыз
problem-link-dead = Сілтеменің мерзімі өткен немесе ол бұрын пайдаланылған. Жаңасын сұраңыз
problem-wait = { $seconds ->
    [one] Әрекет тым көп. 1 секундтан кейін қайталап көріңіз
   *[other] Әрекет тым көп. { $seconds } секундтан кейін қайталап көріңіз
 }
problem-wait-minutes = { $minutes ->
    [one] Әрекет тым көп. 1 минуттан кейін қайталап көріңіз
   *[other] Әрекет тым көп. { $minutes } минуттан кейін қайталап көріңіз
 }
problem-busy = Серверге түскен жүктеме өте көп. Бірнеше секундтан кейін қайталап көріңіз
