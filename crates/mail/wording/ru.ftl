greeting = Здравствуйте!
link-fallback = Если кнопка не работает, откройте этот адрес:
footer = HitKey отправил это письмо, потому что там кто-то указал этот адрес. Пожалуйста, не отвечайте на него.

fact-when = Когда
fact-device = Устройство
fact-address = IP-адрес
fact-mail-address = Адрес почты
fact-project = Проект
fact-inviter = Кто приглашает
fact-until = Действует до
unknown = неизвестно

not-you = Если это были не вы, сразу задайте новый пароль. При этом все устройства и приложения потеряют доступ.
set-new-password = Задать новый пароль

registration-code-subject = Ваш код HitKey
registration-code-intro = Введите этот код, чтобы подтвердить адрес почты:
registration-code-valid = Код действует { $minutes } мин. Никто из HitKey никогда его у вас не спросит.
registration-code-ignore = Если вы не создавали учётную запись HitKey, ничего делать не нужно.

account-exists-subject = У вас уже есть учётная запись HitKey
account-exists-intro = Кто-то, вероятно вы, попытался зарегистрировать этот адрес в HitKey. У него уже есть учётная запись, поэтому можно просто войти.
account-exists-button = Войти
account-exists-forgot = Если вы не помните пароль, задайте новый:
account-exists-ignore = Если это были не вы, ничего делать не нужно: ничего не изменилось.

password-reset-subject = Задайте новый пароль HitKey
password-reset-intro = Кто-то, вероятно вы, попросил задать новый пароль для вашей учётной записи HitKey.
password-reset-valid = Ссылка сработает один раз в течение { $minutes } мин.
password-reset-ignore = Если это были не вы, ничего делать не нужно: пароль остался прежним.

password-changed-subject = Пароль HitKey изменён
password-changed-intro = Пароль вашей учётной записи HitKey был изменён.

new-sign-in-subject = Новый вход в вашу учётную запись HitKey
new-sign-in-intro = Кто-то вошёл в вашу учётную запись HitKey с устройства, которого мы раньше не видели.
new-sign-in-ignore = Если это были вы, ничего делать не нужно.

totp-enabled-subject = Двухэтапный вход включён
totp-enabled-intro = Теперь для входа в вашу учётную запись HitKey нужен ещё и код из приложения-аутентификатора. Храните коды восстановления в надёжном месте.

totp-disabled-subject = Двухэтапный вход выключен
totp-disabled-intro = Для входа в вашу учётную запись HitKey больше не нужен код из приложения-аутентификатора.

address-code-intro = Введите этот код, чтобы подтвердить, что этот адрес почты принадлежит вашей учётной записи HitKey:
address-code-ignore = Если вы не добавляли этот адрес в учётную запись HitKey, никому не сообщайте код. Тогда ничего не произойдёт.

address-added-subject = В вашу учётную запись HitKey добавлен адрес почты
address-added-intro = Кто-то, вероятно вы, добавил адрес почты в вашу учётную запись HitKey. Он начнёт действовать, когда будет введён отправленный туда код.

address-verified-subject = К вашей учётной записи HitKey привязан новый адрес почты
address-verified-intro = Для вашей учётной записи HitKey подтверждён адрес почты. С ним можно войти и задать новый пароль.

address-removed-subject = Из вашей учётной записи HitKey удалён адрес почты
address-removed-intro = Из вашей учётной записи HitKey удалён адрес почты. С ним больше нельзя войти.

default-address-subject = Ваша почта HitKey приходит на другой адрес
default-address-intro = Письма о вашей учётной записи HitKey теперь приходят на этот адрес:

account-deleted-subject = Ваша учётная запись HitKey удалена
account-deleted-intro = Ваша учётная запись HitKey удалена со всем содержимым по вашей просьбе. Это наше последнее письмо.

project-invite-subject = Вас приглашают в проект на HitKey
project-invite-intro = Кто-то приглашает вас в проект, в который входят через HitKey.
project-invite-button = Посмотреть приглашение
project-invite-ignore = Если вы не знаете, кто это, ничего делать не нужно: без вашего согласия ничего не произойдёт.
