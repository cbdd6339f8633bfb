# Every word of HitKey's pages in Russian.

## Frame
brand = HitKey
brand-home = HitKey, главная страница
skip = Перейти к содержимому
footer-self-hosted = Учётные записи на своём сервере
footer-mailbox = Почта для разработки
error-prefix = Ошибка:
summary-one = Что-то не так
moment = { $day } { $month ->
    [m01] янв.
    [m02] февр.
    [m03] мар.
    [m04] апр.
    [m05] мая
    [m06] июн.
    [m07] июл.
    [m08] авг.
    [m09] сент.
    [m10] окт.
    [m11] нояб.
   *[m12] дек.
 } { $year } г., { $time } UTC
device = { $browser } на { $system }
device-unknown = Неизвестное устройство

## Shared
sign-in = Войти
sign-out = Выйти
create-account = Создать учётную запись
your-account = Ваша учётная запись
to-continue = чтобы продолжить в приложении «{ $app }»
email = Адрес почты
password = Пароль
password-new = Новый пароль
password-current = Текущий пароль
password-hint = Не меньше 8 символов. Хорошо подойдут несколько не связанных между собой слов.
back-to-sign-in = Вернуться ко входу
signed-in-as = Вы вошли как { $name }
cancel = Отмена
change-password = Сменить пароль
code-any = Код из приложения или код восстановления

## Start
start-title = Один вход для всех ваших приложений
start-lead = Это сервер HitKey. Он хранит вашу учётную запись в одном месте и сообщает выбранным вами приложениям, кто вы, — и ничего больше.
start-account-title = Ваш вход — ваши правила
start-account = Смотрите, где выполнен вход и какие приложения вас знают, и отзывайте доступ одним нажатием.
start-developer-title = Для разработчиков
start-developer = HitKey поддерживает OAuth 2 и OpenID Connect. Укажите в любой стандартной библиотеке этот адрес (issuer):
start-discovery = Discovery-документ
start-docs = Документация
start-mailbox = Почта для разработки
start-mailbox-note = Почтовый сервер здесь не настроен. Все письма, которые были бы отправлены, с их кодами и ссылками, лежат в этом ящике.

## Sign in
sign-in-forgot = Забыли пароль?
sign-in-no-account = Впервые здесь?
two-factor-title = Подтвердите, что это вы
two-factor-lead = Введите 6‑значный код из приложения-аутентификатора.
two-factor-code = Код из приложения
two-factor-recovery-lead = Введите один из кодов восстановления, которые вы сохранили при включении двухэтапного входа. Каждый действует один раз.
two-factor-recovery-code = Код восстановления
two-factor-use-recovery = Использовать код восстановления
two-factor-use-app = Использовать приложение-аутентификатор
two-factor-confirm = Подтвердить
two-factor-start-over = Начать сначала

## Register
register-title = Создайте учётную запись
register-lead = Мы отправим вам письмо с кодом, чтобы убедиться, что это ваш адрес.
register-send = Получить код
register-have-account = Уже есть учётная запись?
verify-title = Проверьте почту
verify-lead = Мы отправили письмо на адрес { $email }. Если в нём есть 6‑значный код, введите его здесь. Код действует 10 минут.
verify-code = Код из письма
verify-confirm = Подтвердить адрес
verify-nothing = Письма нет? Загляните в папку «Спам» или
verify-resend = запросите новый код
verify-resent = Новый код уже в пути. Прежние коды больше не действуют.
verify-other = Указать другой адрес
choose-title = Придумайте пароль
choose-lead = Ваш адрес подтверждён. Остался последний шаг.
choose-confirm = Создать учётную запись

## Forgotten password
forgot-title = Забыли пароль?
forgot-lead = Введите адрес вашей учётной записи. Мы отправим вам ссылку, чтобы задать новый пароль.
forgot-send = Отправить ссылку
forgot-sent-title = Проверьте почту
forgot-sent-lead = Если учётная запись с таким адресом существует, ссылка, чтобы задать новый пароль, уже в пути. Она сработает один раз в течение 15 минут.
forgot-sent-again = Ничего не пришло? Загляните в папку «Спам» или попробуйте ещё раз с тем адресом, который указали при регистрации.
forgot-again = Попробовать ещё раз
reset-title = Задайте новый пароль
reset-lead = Вы выйдете на всех устройствах, а приложениям, которым вы дали доступ, придётся запросить его снова.
reset-confirm = Задать новый пароль
reset-done-title = Пароль изменён
reset-done-lead = Новый пароль задан, все прежние сеансы завершены. Теперь войдите с новым паролем.

## Choosing an account
choose-account-title = Выберите учётную запись
choose-account-continue = Продолжить с этой учётной записью
choose-account-other = Использовать другую учётную запись

## Consent
consent-title = Приложение «{ $app }» хочет с вами познакомиться
consent-host = Вы вернётесь на { $host }
consent-will = Приложение сможет:
consent-resource = Действовать от вашего имени в { $resource }
consent-as = Вы вошли как { $email }
consent-switch = Это не вы? Сменить учётную запись
consent-allow = Разрешить
consent-deny = Отклонить
consent-note = Доступ можно отозвать в любой момент на странице учётной записи.
scope-openid = Узнавать вас по неизменному идентификатору
scope-profile = Видеть ваше имя, имя пользователя и другие данные профиля
scope-email = Видеть ваш адрес почты
scope-address = Видеть ваш почтовый адрес
scope-phone = Видеть ваш номер телефона
scope-project-read = Видеть вашу роль и права в своём проекте
scope-offline-access = Сохранять этот доступ в ваше отсутствие
scope-other = Использовать { $scope }

## Back to the app by form
form-post-title = Назад в приложение
form-post-lead = Сейчас вы туда вернётесь. Если ничего не происходит, нажмите кнопку.
form-post-continue = Продолжить

## Device
device-title = Подключить устройство
device-lead = Введите код, который показывает ваше устройство.
device-code = Код
device-wrong = Ни одно устройство не ждёт с этим кодом. Сверьте его с кодом на устройстве или запросите новый.
device-continue = Продолжить
device-ask = Подключить { $app }?
device-compare = Ваше устройство должно показывать код { $code }.
device-warning = Продолжайте, только если устройство у вас в руках и код вы получили не от кого-то другого.
device-allowed = Устройство подключено
device-allowed-lead = Вернитесь к нему: дальше оно продолжит само.
device-denied = Устройство не подключено
device-denied-lead = Ему сообщено о вашем отказе.

## Sign out
sign-out-title = Выйти?
sign-out-lead = На этом устройстве вы вошли как { $email }. В приложениях, в которые вы вошли, ваш сеанс может сохраниться.
sign-out-asked = { $app } просит завершить ваш сеанс.
sign-out-other = Приложение имело в виду другую учётную запись, а не ту, что указана ниже.
sign-out-stay = Остаться
signed-out-title = Вы вышли
signed-out-lead = Ваш сеанс на этом устройстве завершён.
signed-out-again = Войти снова
signed-out-frame = Приложение, которому сообщается о вашем выходе
signed-out-back = Вернуться в { $app }

## Account
account-title = Ваша учётная запись
nav-overview = Обзор
nav-profile = Профиль
nav-addresses = Адреса почты
nav-security = Безопасность
nav-sessions = Сеансы
nav-apps = Приложения
nav-activity = Действия
nav-settings = Настройки
overview-edit = Изменить
overview-protect-title = Защитите учётную запись
overview-protect = Двухэтапный вход не пустит посторонних, даже если они узнают ваш пароль. Понадобится минута и приложение-аутентификатор.
overview-protect-do = Включить двухэтапный вход
overview-sessions = { $count ->
    [1] Вход выполнен только на этом устройстве.
    [one] Вход выполнен на { $count } устройстве.
    [few] Вход выполнен на { $count } устройствах.
    [many] Вход выполнен на { $count } устройствах.
   *[other] Вход выполнен на { $count } устройства.
 }
overview-sessions-do = Проверить сеансы
overview-apps = { $count ->
    [0] Ни у одного приложения нет доступа к вашей учётной записи.
    [one] Доступ к вашей учётной записи есть у { $count } приложения.
    [few] Доступ к вашей учётной записи есть у { $count } приложений.
    [many] Доступ к вашей учётной записи есть у { $count } приложений.
   *[other] Доступ к вашей учётной записи есть у { $count } приложения.
 }
overview-apps-do = Проверить приложения
account-details = Данные
account-name = Имя
account-username = Имя пользователя
account-email = Почта
account-two-factor = Двухэтапный вход
account-on = Включён
account-off = Выключен
account-since = Дата регистрации
account-sessions = Где выполнен вход
account-sessions-note = Если сеанс вам незнаком, завершите его, а затем
account-sessions-password = задайте новый пароль
account-current = Это устройство
account-last-used = Последняя активность: { $at }
account-signed-in = Вход: { $at }
account-end = Завершить
account-end-label = Завершить сеанс: { $device }
account-apps = Приложения, которым вы дали доступ
account-apps-note = Если отозвать доступ, сеанс приложения сразу завершится. Оно сможет запросить доступ снова.
account-apps-none = Вы пока не дали доступ ни одному приложению. Здесь появятся приложения, в которые вы входите через HitKey.
account-allowed = Доступ разрешён: { $at }
account-withdraw = Отозвать
account-withdraw-label = Отозвать доступ у приложения «{ $app }»
done-session = Сеанс завершён.
done-app = У приложения больше нет доступа.
sessions-end-others = Завершить все остальные сеансы
done-profile = Профиль сохранён.
done-password = Пароль изменён. Остальные ваши сеансы завершены.
done-two-factor-on = Двухэтапный вход включён.
done-two-factor-off = Двухэтапный вход выключен.
done-sessions = Остальные ваши сеансы завершены.
done-settings = Настройки сохранены.
done-address-verified = Адрес подтверждён.
done-address-default = Теперь письма приходят на этот адрес.
done-address-removed = Адрес удалён.
done-code-sent = Новый код уже отправлен. Прежние больше не действуют.
addresses-lead = Войти можно с любым подтверждённым адресом. Письма приходят на один из них, его же видят приложения.
addresses-default = Основной
addresses-unverified = Не подтверждён
addresses-verify = Подтвердить адрес
addresses-verify-label = Подтвердить адрес: { $address }
addresses-verify-lead = Мы отправили код на { $email }. Он действует 10 минут.
addresses-make-default = Сделать основным
addresses-make-default-label = Сделать основным: { $address }
addresses-remove = Удалить
addresses-remove-label = Удалить: { $address }
addresses-add = Добавить адрес
addresses-add-lead = Мы пришлём код, чтобы убедиться, что адрес ваш.
settings-look = Язык и цвета
settings-look-lead = Действуют для этого браузера.
settings-language-auto = Как в браузере
settings-theme = Цвета
theme-auto = Как на устройстве
theme-light = Светлые
theme-dark = Тёмные
settings-export = Ваши данные
settings-export-lead = Всё, что HitKey хранит о вас, в файле JSON.
settings-delete = Удалить учётную запись…
settings-delete-lead = Вместе с ней навсегда исчезнет всё, что принадлежит вам.
delete-title = Удалить учётную запись
delete-lead = Профиль, адреса, сеансы, приложения и проекты, в которых состоите только вы, удаляются сразу. Вернуть их не сможет никто.
delete-confirmation = Для подтверждения введите { $email }
delete-do = Удалить навсегда
account-deleted-title = Учётная запись удалена
account-deleted-lead = Всё, что вам принадлежало, удалено. Об этом вам придёт последнее письмо.
activity-lead = Что делали вы и что происходило с вашей учётной записью. Если что-то сделали не вы,
activity-none = Более ранних записей нет.
activity-older = Раньше
activity-latest = Последние
activity-warning = Отказ
activity-account-registered = Вы создали учётную запись
activity-account-deleted = Учётная запись удалена
activity-session-opened = Вход
activity-session-signed-out = Выход
activity-session-ended = Сеанс завершён
activity-session-refresh-reused = Токен обновления использован дважды, его сеанс завершён
activity-sign-in-challenged = Пароль принят, запрошен код
activity-sign-in-failed = Неудачная попытка входа
activity-proof-failed = Введён неверный пароль или код
activity-password-changed = Пароль изменён
activity-password-reset-requested = Запрошено письмо для смены пароля
activity-password-reset = Пароль сброшен и задан новый
activity-totp-begun = Начата настройка двухэтапного входа
activity-totp-enabled = Двухэтапный вход включён
activity-totp-disabled = Двухэтапный вход выключен
activity-email-added = Добавлен адрес:
activity-email-verified = Подтверждён адрес:
activity-email-made-default = Основной адрес изменён:
activity-email-removed = Удалён адрес:
activity-profile-changed = Профиль изменён
activity-consent-withdrawn = Доступ приложения отозван
activity-device-allowed = Устройство подключено
activity-device-denied = Устройству отказано
activity-grant-revoked = Доступ приложения завершён
activity-grant-code-reused = Код приложения использован дважды, доступ завершён
activity-grant-refresh-reused = Токен обновления приложения использован дважды, доступ завершён
activity-client-created = Создан клиент OAuth
activity-client-changed = Изменён клиент OAuth
activity-client-deleted = Удалён клиент OAuth
activity-client-secret-rotated = Заменён секрет клиента OAuth
activity-client-token-revoked = Отозван токен клиента OAuth
activity-project-created = Создан проект
activity-project-changed = Изменён проект
activity-project-deleted = Удалён проект
activity-project-transferred = Проект передан
activity-member-joined = Вступление в проект
activity-member-added = Добавление в проект
activity-member-changed = Роль или права в проекте изменены
activity-member-left = Выход из проекта
activity-member-removed = Удаление из проекта
activity-invite-accepted = Приглашение принято
activity-api-client-created = Создан API-клиент
activity-api-client-changed = Изменён API-клиент
activity-api-client-rotated = Заменён токен API-клиента
activity-api-client-deleted = Удалён API-клиент
security-password = Если вы думаете, что ваш пароль знает кто-то ещё, задайте новый.
security-two-factor = Для входа нужны пароль и код из приложения на вашем телефоне.
security-recovery-left = { $count ->
    [0] Кодов восстановления не осталось. Без телефона вы не сможете войти.
    [one] Остался { $count } код восстановления.
    [few] Осталось { $count } кода восстановления.
    [many] Осталось { $count } кодов восстановления.
   *[other] Осталось { $count } кода восстановления.
 }
change-password-lead = Здесь вы останетесь в системе. Остальные сеансы завершатся.
two-factor-set-up = Настроить двухэтапный вход
two-factor-turn-on = Включить
two-factor-turn-off = Выключить
set-up-scan = 1. Добавьте HitKey в приложение-аутентификатор
set-up-scan-lead = Отсканируйте эту картинку приложением на телефоне.
set-up-qr = QR-код для приложения-аутентификатора
set-up-key = Или введите в приложении этот ключ:
set-up-open = Открыть приложение на этом устройстве
set-up-prove = 2. Введите шестизначный код из приложения
recovery-title = Коды восстановления
recovery-keep = Сохраните эти коды в надёжном месте
recovery-lead = Если вы потеряете телефон, каждый из них один раз заменит код из приложения. Они показываются только сейчас.
recovery-download = Скачать
recovery-kept = Я их сохранил
turn-off-title = Выключить двухэтапный вход
turn-off-lead = После этого для входа хватит одного пароля. Коды восстановления перестанут действовать.
profile-lead = Приложения видят из этого только то, что вы им разрешите. Всё можно не заполнять.
profile-names = Ваше имя
profile-called = Как к вам обращаться
profile-about = О вас
profile-address = Почтовый адрес
profile-order = Порядок имени и фамилии
profile-western = Сначала имя
profile-eastern = Сначала фамилия
profile-save = Сохранить
field-given-names = Имя
field-middle-name = Отчество или второе имя
field-surname = Фамилия
field-native-script = Имя вашим письмом
field-display-name = Отображаемое имя
field-username = Имя пользователя
field-nickname = Прозвище
field-picture = Фотография
field-website = Сайт
field-profile = Страница о вас
field-birthdate = Дата рождения
field-gender = Пол
field-locale = Язык
field-zoneinfo = Часовой пояс
field-phone-number = Номер телефона
field-address-street = Улица и дом
field-address-locality = Город
field-address-region = Область
field-address-postal-code = Почтовый индекс
field-address-country = Страна
field-address-formatted = Адрес целиком
hint-username = От 3 до 30 латинских букв, цифр и подчёркиваний
hint-picture = Адрес в интернете, например https://example.org/anna.jpg
hint-birthdate = 1987-10-16, или только год, или 0000-10-16 без года
hint-locale = Код языка, например ru или kk-KZ
hint-zoneinfo = Например, Asia/Almaty
hint-phone-number = С кодом страны, например +77011234567
hint-address-formatted = Как на конверте

## Development mailbox
mailbox-title = Почта для разработки
mailbox-lead = Все письма, которые отправил бы этот сервер, сначала новые. Этот ящик есть потому, что почтовый сервер не настроен, а адрес сервера — локальный.
mailbox-none = Писем пока нет. Зарегистрируйтесь или запросите новый пароль, и через секунду-другую письмо появится здесь.
mailbox-refresh = Обновить
mailbox-to = Кому: { $to }
mail-back = Все письма
mail-html = Открыть HTML-версию

## Errors
error-id = Запрос
error-details = Для разработчика приложения
error-home = Перейти на главную
error-app-title = Мы не знаем этого приложения
error-app = Ссылка, по которой вы сюда попали, указывает на приложение, неизвестное этому серверу.
error-app-advice = Вернитесь в приложение и попробуйте снова. Если это повторится, сообщите тем, кто за него отвечает.
error-redirect-title = Приложение указало неверный адрес возврата
error-redirect = Адрес, на который вас нужно вернуть, не зарегистрирован приложением. Чтобы защитить вашу учётную запись, мы остановимся здесь.
error-redirect-advice = Никакие данные не переданы. Сообщите об этом тем, кто отвечает за приложение.
error-request-title = Неполная ссылка
error-request = В адресе или в форме чего-то не хватает или что-то указано неверно.
error-request-advice = Вернитесь назад и попробуйте снова. Если вы перешли по ссылке, она могла быть обрезана.
error-forged-title = Эта форма отправлена не отсюда
error-forged = Ради вашей безопасности мы принимаем только формы, отправленные с наших страниц.
error-forged-advice = Откройте страницу заново и отправьте форму с неё.
error-not-found-title = Здесь ничего нет
error-not-found = По этому адресу нет страницы.
error-not-found-advice = Проверьте, нет ли в адресе опечатки.
error-wait-title = Слишком много попыток
error-wait = Мы замедляем повторные попытки, чтобы защитить учётные записи.
error-wait-advice = Подождите немного и попробуйте снова.
error-busy-title = Сейчас очень большая нагрузка
error-busy = У сервера сейчас больше работы, чем он успевает выполнять.
error-busy-advice = Подождите несколько секунд и попробуйте снова. Ничего не потеряно.
error-internal-title = Что-то сломалось на нашей стороне
error-internal = Вы ни при чём, и мы уже записали эту ошибку.
error-internal-advice = Попробуйте снова чуть позже. Если это повторится, сообщите тому, кто управляет этим сервером, и укажите запрос, показанный ниже.

## Problems with a form
problem-email-missing = Введите адрес почты
problem-email-malformed = Введите адрес почты, например anna@example.org
problem-password-missing = Введите пароль
problem-password-short = { $limit ->
    [one] Нужно не меньше { $limit } символа
    [few] Нужно не меньше { $limit } символов
    [many] Нужно не меньше { $limit } символов
   *[other] Нужно не меньше { $limit } символа
 }
problem-password-long = { $limit ->
    [one] Можно не больше { $limit } символа
    [few] Можно не больше { $limit } символов
    [many] Можно не больше { $limit } символов
   *[other] Можно не больше { $limit } символа
 }
problem-password-weak = Такой пароль слишком легко угадать. Придумайте подлиннее, из нескольких не связанных между собой слов
problem-current-password-missing = Введите текущий пароль
problem-current-password-wrong = Это не ваш текущий пароль
problem-text-long = { $limit ->
    [one] Можно не больше { $limit } символа
    [few] Можно не больше { $limit } символов
    [many] Можно не больше { $limit } символов
   *[other] Можно не больше { $limit } символа
 }
problem-text-control = Уберите переводы строк и управляющие символы
problem-url = Введите адрес сайта, например https://example.org
problem-date = Введите дату, например 1987-10-16
problem-time-zone = Введите часовой пояс, например Asia/Almaty
problem-language = Введите код языка, например ru или kk-KZ
problem-phone = Введите номер с кодом страны, например +77011234567
problem-username-malformed = Нужно от 3 до 30 латинских букв, цифр и подчёркиваний
problem-username-reserved = Это имя пользователя зарезервировано. Выберите другое
problem-username-taken = Это имя пользователя занято. Выберите другое
problem-address-in-use = Этот адрес уже принадлежит учётной записи
problem-too-many-addresses = У вас столько адресов, сколько может быть. Сначала удалите один
problem-only-address = Это ваш единственный подтверждённый адрес. Сначала подтвердите другой
problem-confirmation-wrong = Введите свой адрес почты так, как он указан здесь
problem-owns-shared-project = Вы владеете проектом, в котором есть другие участники. Сначала передайте его или удалите их
problem-credentials-wrong = Неверный адрес или пароль
problem-code-missing = Введите код
problem-code-wrong = Код не подходит. Проверьте его и попробуйте снова
problem-code-expired = Срок действия кода истёк. Запросите новый
problem-code-spent = С этим кодом было слишком много попыток. Запросите новый
problem-sign-in-expired = Вход занял слишком много времени или попыток. Начните сначала
problem-registration-expired = Регистрация заняла слишком много времени. Начните снова с адреса
problem-link-dead = Срок действия ссылки истёк, или она уже использована. Запросите новую
problem-wait = { $seconds ->
    [one] Слишком много попыток. Попробуйте снова через { $seconds } секунду
    [few] Слишком много попыток. Попробуйте снова через { $seconds } секунды
    [many] Слишком много попыток. Попробуйте снова через { $seconds } секунд
   *[other] Слишком много попыток. Попробуйте снова через { $seconds } секунды
 }
problem-wait-minutes = { $minutes ->
    [one] Слишком много попыток. Попробуйте снова через { $minutes } минуту
    [few] Слишком много попыток. Попробуйте снова через { $minutes } минуты
    [many] Слишком много попыток. Попробуйте снова через { $minutes } минут
   *[other] Слишком много попыток. Попробуйте снова через { $minutes } минуты
 }
problem-busy = Сервер сильно загружен. Попробуйте снова через несколько секунд
