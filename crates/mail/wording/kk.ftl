greeting = Сәлеметсіз бе!
link-fallback = Түйме жұмыс істемесе, мына мекенжайды ашыңыз:
footer = HitKey бұл хатты біреу осы мекенжайды сонда көрсеткендіктен жіберді. Бұл хатқа жауап бермеңіз.

fact-when = Уақыты
fact-device = Құрылғы
fact-address = IP мекенжайы
fact-mail-address = Пошта мекенжайы
fact-project = Жоба
fact-inviter = Шақырушы
fact-until = Жарамды мерзімі
unknown = белгісіз

not-you = Егер бұл сіз болмасаңыз, дереу жаңа құпиясөз орнатыңыз. Сонда барлық құрылғылар мен қолданбалар да жүйеден шығарылады.
set-new-password = Жаңа құпиясөз орнату

registration-code-subject = Сіздің HitKey кодыңыз
registration-code-intro = Пошта мекенжайын растау үшін мына кодты енгізіңіз:
registration-code-valid = Код { $minutes } минут жарамды. HitKey қызметкерлері оны сізден ешқашан сұрамайды.
registration-code-ignore = Егер HitKey тіркелгісін сұрамаған болсаңыз, ештеңе істеудің қажеті жоқ.

account-exists-subject = Сізде HitKey тіркелгісі бар
account-exists-intro = Біреу, бәлкім сіз, осы пошта мекенжайын HitKey жүйесіне тіркемек болды. Бұл мекенжайдың тіркелгісі бар, сондықтан жай ғана кіре аласыз.
account-exists-button = Кіру
account-exists-forgot = Құпиясөзді ұмытсаңыз, жаңасын орната аласыз:
account-exists-ignore = Егер бұл сіз болмасаңыз, ештеңе істеудің қажеті жоқ: ештеңе өзгерген жоқ.

password-reset-subject = HitKey үшін жаңа құпиясөз орнатыңыз
password-reset-intro = Біреу, бәлкім сіз, HitKey тіркелгіңізге жаңа құпиясөз орнатуды сұрады.
password-reset-valid = Сілтеме { $minutes } минут ішінде бір рет жұмыс істейді.
password-reset-ignore = Егер бұл сіз болмасаңыз, ештеңе істеудің қажеті жоқ: құпиясөзіңіз өзгерген жоқ.

password-changed-subject = HitKey құпиясөзіңіз өзгертілді
password-changed-intro = HitKey тіркелгіңіздің құпиясөзі өзгертілді.

new-sign-in-subject = HitKey тіркелгіңізге жаңа кіру
new-sign-in-intro = Біреу HitKey тіркелгіңізге бұрын байқалмаған құрылғыдан кірді.
new-sign-in-ignore = Егер бұл сіз болсаңыз, ештеңе істеудің қажеті жоқ.

totp-enabled-subject = Екі қадамды кіру қосылды
totp-enabled-intro = Енді HitKey тіркелгіңізге кіру үшін аутентификатор қолданбасындағы код та қажет. Қалпына келтіру кодтарын қауіпсіз жерде сақтаңыз.

totp-disabled-subject = Екі қадамды кіру өшірілді
totp-disabled-intro = HitKey тіркелгіңізге кіру үшін аутентификатор қолданбасындағы код енді қажет емес.

address-code-intro = Осы пошта мекенжайы HitKey тіркелгіңізге тиесілі екенін растау үшін мына кодты енгізіңіз:
address-code-ignore = Егер бұл мекенжайды HitKey тіркелгісіне қоспаған болсаңыз, кодты ешкімге айтпаңыз. Сонда ештеңе болмайды.

address-added-subject = HitKey тіркелгіңізге пошта мекенжайы қосылды
address-added-intro = Біреу, бәлкім сіз, HitKey тіркелгіңізге пошта мекенжайын қосты. Ол сонда жіберілген код енгізілгеннен кейін ғана жарамды болады.

address-verified-subject = HitKey тіркелгіңіздің жаңа пошта мекенжайы бар
address-verified-intro = HitKey тіркелгіңіз үшін пошта мекенжайы расталды. Онымен жүйеге кіруге және жаңа құпиясөз орнатуға болады.

address-removed-subject = HitKey тіркелгіңізден пошта мекенжайы алынды
address-removed-intro = HitKey тіркелгіңізден пошта мекенжайы алынып тасталды. Онымен енді кіруге болмайды.

default-address-subject = HitKey хаттары енді басқа мекенжайға келеді
default-address-intro = HitKey тіркелгіңіз туралы хаттар енді мына мекенжайға келеді:

account-deleted-subject = HitKey тіркелгіңіз жойылды
account-deleted-intro = HitKey тіркелгіңіз сұрауыңыз бойынша ішіндегі барлығымен бірге жойылды. Бұл біздің соңғы хатымыз.

project-invite-subject = Сізді HitKey жүйесіндегі жобаға шақырады
project-invite-intro = Біреу сізді HitKey арқылы кіретін жобаға қатысуға шақырады.
project-invite-button = Шақыруды көру
project-invite-ignore = Егер оның кім екенін білмесеңіз, ештеңе істеудің қажеті жоқ: келісіміңізсіз ештеңе болмайды.
