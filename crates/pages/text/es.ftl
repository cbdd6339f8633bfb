# Every word of HitKey's pages in Spanish.

## Frame
brand = HitKey
brand-home = HitKey, página de inicio
skip = Ir al contenido
footer-self-hosted = Identidad autoalojada
footer-mailbox = Buzón de desarrollo
error-prefix = Error:
summary-one = Hay un problema
moment = { $day } { $month ->
    [m01] ene
    [m02] feb
    [m03] mar
    [m04] abr
    [m05] may
    [m06] jun
    [m07] jul
    [m08] ago
    [m09] sept
    [m10] oct
    [m11] nov
   *[m12] dic
 } { $year }, { $time } UTC
device = { $browser } en { $system }
device-unknown = Dispositivo desconocido

## Shared
sign-in = Iniciar sesión
sign-out = Cerrar sesión
create-account = Crear cuenta
your-account = Tu cuenta
to-continue = para continuar en { $app }
email = Dirección de correo
password = Contraseña
password-new = Contraseña nueva
password-current = Contraseña actual
password-hint = Al menos 8 caracteres. Unas cuantas palabras sin relación entre sí funcionan muy bien.
back-to-sign-in = Volver al inicio de sesión
signed-in-as = Has iniciado sesión como { $name }
cancel = Cancelar
change-password = Cambiar la contraseña
code-any = Código de la aplicación o de recuperación

## Start
start-title = Un solo inicio de sesión para todas tus aplicaciones
start-lead = Este es un servidor HitKey. Guarda tu cuenta en un solo lugar y les dice quién eres a las aplicaciones que elijas, y nada más.
start-account-title = Tu cuenta, tus reglas
start-account = Mira dónde tienes la sesión iniciada y qué aplicaciones te conocen, y retira el acceso con un clic.
start-developer-title = Para desarrolladores
start-developer = HitKey habla OAuth 2 y OpenID Connect. Configura cualquier biblioteca estándar con este emisor (issuer):
start-discovery = Documento de descubrimiento
start-docs = Documentación
start-mailbox = Buzón de desarrollo
start-mailbox-note = Aquí no hay ningún servidor de correo configurado. Todos los correos que se enviarían, con sus códigos y enlaces, están en el buzón.

## Sign in
sign-in-forgot = ¿Has olvidado tu contraseña?
sign-in-no-account = ¿Es tu primera vez aquí?
two-factor-title = Confirma que eres tú
two-factor-lead = Introduce el código de 6 dígitos de tu aplicación de autenticación.
two-factor-code = Código de la aplicación
two-factor-recovery-lead = Introduce uno de los códigos de recuperación que guardaste al activar la verificación en dos pasos. Cada uno sirve una sola vez.
two-factor-recovery-code = Código de recuperación
two-factor-use-recovery = Usar un código de recuperación
two-factor-use-app = Usar la aplicación de autenticación
two-factor-confirm = Confirmar
two-factor-start-over = Empezar de nuevo

## Register
register-title = Crea tu cuenta
register-lead = Te enviaremos un código por correo para comprobar que la dirección es tuya.
register-send = Enviarme un código
register-have-account = ¿Ya tienes una cuenta?
verify-title = Revisa tu correo
verify-lead = Hemos enviado un mensaje a { $email }. Si contiene un código de 6 dígitos, introdúcelo aquí. El código es válido durante 10 minutos.
verify-code = Código del correo
verify-confirm = Confirmar dirección
verify-nothing = ¿No te ha llegado? Mira en la carpeta de spam o
verify-resend = pide otro código
verify-resent = Un código nuevo va de camino. Los anteriores ya no sirven.
verify-other = Usar otra dirección
choose-title = Elige una contraseña
choose-lead = Tu dirección está confirmada. Solo queda un paso.
choose-confirm = Crear cuenta

## Forgotten password
forgot-title = ¿Has olvidado tu contraseña?
forgot-lead = Introduce la dirección de tu cuenta. Te enviaremos un enlace para establecer una contraseña nueva.
forgot-send = Enviar el enlace
forgot-sent-title = Revisa tu correo
forgot-sent-lead = Si hay una cuenta con esa dirección, el enlace para establecer una contraseña nueva va de camino. Funciona una sola vez, durante 15 minutos.
forgot-sent-again = ¿No ha llegado nada? Mira en la carpeta de spam o prueba otra vez con la dirección con la que te registraste.
forgot-again = Intentarlo de nuevo
reset-title = Establece una contraseña nueva
reset-lead = Se cerrarán todas tus sesiones, y las aplicaciones que hayas autorizado tendrán que volver a pedirte permiso.
reset-confirm = Establecer contraseña nueva
reset-done-title = Contraseña cambiada
reset-done-lead = Tu contraseña nueva ya está lista y se han cerrado todas las sesiones anteriores. Ya puedes iniciar sesión con ella.

## Choosing an account
choose-account-title = Elige una cuenta
choose-account-continue = Continuar con esta cuenta
choose-account-other = Usar otra cuenta

## Consent
consent-title = { $app } quiere conocerte
consent-host = Volverás a { $host }
consent-will = La aplicación podrá:
consent-resource = Actuar en tu nombre en { $resource }
consent-as = Has iniciado sesión como { $email }
consent-switch = ¿No eres tú? Cambiar de cuenta
consent-allow = Permitir
consent-deny = Denegar
consent-note = Puedes retirar este permiso cuando quieras en la página de tu cuenta.
scope-openid = Reconocerte por un identificador que nunca cambia
scope-profile = Ver tu nombre, tu nombre de usuario y los demás datos de tu perfil
scope-email = Ver tu dirección de correo
scope-address = Ver tu dirección postal
scope-phone = Ver tu número de teléfono
scope-project-read = Ver tu rol y tus permisos en su proyecto
scope-offline-access = Conservar este acceso aunque no estés
scope-other = Usar { $scope }

## Back to the app by form
form-post-title = De vuelta a la aplicación
form-post-lead = Te llevamos allí ahora. Si no pasa nada, pulsa el botón.
form-post-continue = Continuar

## Device
device-title = Conectar un dispositivo
device-lead = Escribe el código que muestra tu dispositivo.
device-code = Código
device-wrong = Ningún dispositivo espera con este código. Compáralo con el de tu dispositivo o pide que muestre otro.
device-continue = Continuar
device-ask = ¿Conectar { $app }?
device-compare = Tu dispositivo debe mostrar el código { $code }.
device-warning = Continúa solo si tienes el dispositivo en tus manos y nadie más te dio el código.
device-allowed = El dispositivo está conectado
device-allowed-lead = Puedes volver a él. Continuará por sí solo.
device-denied = El dispositivo no está conectado
device-denied-lead = Se le ha comunicado que lo has rechazado.

## Sign out
sign-out-title = ¿Cerrar sesión?
sign-out-lead = En este dispositivo has iniciado sesión como { $email }. Las aplicaciones en las que has entrado pueden mantener su propia sesión.
sign-out-asked = { $app } pide cerrar tu sesión.
sign-out-other = La aplicación se refería a otra cuenta, no a la siguiente.
sign-out-stay = Mantener la sesión
signed-out-title = Has cerrado sesión
signed-out-lead = Tu sesión en este dispositivo ha terminado.
signed-out-again = Iniciar sesión de nuevo
signed-out-frame = Una aplicación a la que se avisa de que has cerrado sesión
signed-out-back = Volver a { $app }

## Account
account-title = Tu cuenta
nav-overview = Resumen
nav-profile = Perfil
nav-addresses = Correos
nav-security = Seguridad
nav-sessions = Sesiones
nav-apps = Aplicaciones
nav-activity = Actividad
nav-settings = Ajustes
overview-edit = Editar
overview-protect-title = Protege tu cuenta
overview-protect = La verificación en dos pasos impide que entre nadie más, aunque conozca tu contraseña. Solo hace falta un minuto y una aplicación de autenticación.
overview-protect-do = Activar la verificación en dos pasos
overview-sessions = { $count ->
    [one] Solo tienes la sesión iniciada en este dispositivo.
   *[other] Tienes la sesión iniciada en { $count } dispositivos.
 }
overview-sessions-do = Revisar tus sesiones
overview-apps = { $count ->
    [0] Ninguna aplicación tiene acceso a tu cuenta.
    [one] Una aplicación tiene acceso a tu cuenta.
   *[other] { $count } aplicaciones tienen acceso a tu cuenta.
 }
overview-apps-do = Revisar tus aplicaciones
account-details = Datos
account-name = Nombre
account-username = Nombre de usuario
account-email = Correo
account-two-factor = Verificación en dos pasos
account-on = Activada
account-off = Desactivada
account-since = Cuenta creada
account-sessions = Dónde tienes la sesión iniciada
account-sessions-note = Si no reconoces una sesión, ciérrala y después
account-sessions-password = establece una contraseña nueva
account-current = Este dispositivo
account-last-used = Última actividad: { $at }
account-signed-in = Inicio de sesión: { $at }
account-end = Cerrar
account-end-label = Cerrar la sesión: { $device }
account-apps = Aplicaciones que has autorizado
account-apps-note = Al retirar el acceso, la sesión de la aplicación se cierra al momento. Podrá volver a pedirte permiso.
account-apps-none = Todavía no has autorizado ninguna aplicación. Aquí aparecerán aquellas en las que inicies sesión con HitKey.
account-allowed = Autorizada: { $at }
account-withdraw = Retirar
account-withdraw-label = Retirar el acceso de { $app }
done-session = La sesión se ha cerrado.
done-app = La aplicación ya no tiene acceso.
sessions-end-others = Cerrar todas las demás sesiones
done-profile = Tu perfil se ha guardado.
done-password = Tu contraseña se ha cambiado. Tus demás sesiones se han cerrado.
done-two-factor-on = La verificación en dos pasos está activada.
done-two-factor-off = La verificación en dos pasos está desactivada.
done-sessions = Tus demás sesiones se han cerrado.
done-settings = Tus ajustes se han guardado.
done-address-verified = La dirección está confirmada.
done-address-default = A partir de ahora, los correos llegarán a esta dirección.
done-address-removed = La dirección se ha quitado.
done-code-sent = Un código nuevo está en camino. Los anteriores ya no sirven.
addresses-lead = Puedes iniciar sesión con cualquier dirección confirmada. Los correos llegan a una de ellas, la que ven las aplicaciones.
addresses-default = Principal
addresses-unverified = Sin confirmar
addresses-verify = Confirmar la dirección
addresses-verify-label = Confirmar la dirección: { $address }
addresses-verify-lead = Hemos enviado un código a { $email }. Sirve durante 10 minutos.
addresses-make-default = Hacer principal
addresses-make-default-label = Hacer principal: { $address }
addresses-remove = Quitar
addresses-remove-label = Quitar: { $address }
addresses-add = Añadir una dirección
addresses-add-lead = Te enviaremos un código para comprobar que la dirección es tuya.
settings-look = Idioma y colores
settings-look-lead = Valen para este navegador.
settings-language-auto = Según el navegador
settings-theme = Colores
theme-auto = Como en el dispositivo
theme-light = Claros
theme-dark = Oscuros
settings-export = Tus datos
settings-export-lead = Todo lo que HitKey guarda sobre ti, en un archivo JSON.
settings-delete = Eliminar la cuenta…
settings-delete-lead = Todo lo tuyo se elimina con ella, para siempre.
delete-title = Eliminar tu cuenta
delete-lead = Tu perfil, direcciones, sesiones, aplicaciones y los proyectos en los que solo estás tú se eliminan al momento. Nadie podrá recuperarlos.
delete-confirmation = Para confirmar, escribe { $email }
delete-do = Eliminar para siempre
account-deleted-title = Tu cuenta se ha eliminado
account-deleted-lead = Todo lo que era tuyo se ha borrado. Un último correo te lo confirma.
activity-lead = Lo que has hecho y lo que ha pasado en tu cuenta. Si algo no lo hiciste tú,
activity-none = No hay nada más antiguo.
activity-older = Más antiguas
activity-latest = Las más recientes
activity-warning = Rechazado
activity-account-registered = Creaste tu cuenta
activity-account-deleted = La cuenta se eliminó
activity-session-opened = Inicio de sesión
activity-session-signed-out = Cierre de sesión
activity-session-ended = Sesión cerrada
activity-session-refresh-reused = Un token de renovación se usó dos veces y su sesión se cerró
activity-sign-in-challenged = Contraseña correcta; se pidió el código
activity-sign-in-failed = Un inicio de sesión falló
activity-proof-failed = Se introdujo una contraseña o un código incorrectos
activity-password-changed = Contraseña cambiada
activity-password-reset-requested = Se pidió un correo para restablecer la contraseña
activity-password-reset = Contraseña restablecida
activity-totp-begun = Se empezó a configurar la verificación en dos pasos
activity-totp-enabled = Verificación en dos pasos activada
activity-totp-disabled = Verificación en dos pasos desactivada
activity-email-added = Dirección añadida:
activity-email-verified = Dirección confirmada:
activity-email-made-default = Dirección principal cambiada:
activity-email-removed = Dirección quitada:
activity-profile-changed = Perfil cambiado
activity-consent-withdrawn = Acceso de una aplicación retirado
activity-device-allowed = Dispositivo conectado
activity-device-denied = Dispositivo rechazado
activity-grant-revoked = El acceso de una aplicación terminó
activity-grant-code-reused = El código de una aplicación se usó dos veces y su acceso terminó
activity-grant-refresh-reused = El token de renovación de una aplicación se usó dos veces y su acceso terminó
activity-client-created = Cliente OAuth creado
activity-client-changed = Cliente OAuth cambiado
activity-client-deleted = Cliente OAuth eliminado
activity-client-secret-rotated = Secreto de un cliente OAuth cambiado
activity-client-token-revoked = Se revocó un token de un cliente OAuth
activity-project-created = Proyecto creado
activity-project-changed = Proyecto cambiado
activity-project-deleted = Proyecto eliminado
activity-project-transferred = Un proyecto se transfirió
activity-member-joined = Incorporación a un proyecto
activity-member-added = Alta en un proyecto
activity-member-changed = Cambió el rol o los permisos en un proyecto
activity-member-left = Salida de un proyecto
activity-member-removed = Baja de un proyecto
activity-invite-accepted = Invitación aceptada
activity-api-client-created = Cliente de API creado
activity-api-client-changed = Cliente de API modificado
activity-api-client-rotated = Token de un cliente de API cambiado
activity-api-client-deleted = Cliente de API eliminado
security-password = Si crees que otra persona conoce tu contraseña, elige una nueva.
security-two-factor = Para iniciar sesión hacen falta tu contraseña y un código de una aplicación de tu teléfono.
security-recovery-left = { $count ->
    [0] No te quedan códigos de recuperación. Sin tu teléfono no podrías iniciar sesión.
    [one] Te queda un código de recuperación.
   *[other] Te quedan { $count } códigos de recuperación.
 }
change-password-lead = Tu sesión sigue abierta aquí. Las demás se cierran.
two-factor-set-up = Configurar la verificación en dos pasos
two-factor-turn-on = Activar
two-factor-turn-off = Desactivar
set-up-scan = 1. Añade HitKey a tu aplicación de autenticación
set-up-scan-lead = Escanea esta imagen con la aplicación de tu teléfono.
set-up-qr = Código QR para tu aplicación de autenticación
set-up-key = O escribe esta clave en la aplicación:
set-up-open = Abrir la aplicación en este dispositivo
set-up-prove = 2. Introduce el código de 6 dígitos que muestra
recovery-title = Códigos de recuperación
recovery-keep = Guarda estos códigos en un lugar seguro
recovery-lead = Si pierdes tu teléfono, cada uno sirve una vez en lugar de la aplicación. Solo se muestran ahora.
recovery-download = Descargar
recovery-kept = Ya los he guardado
turn-off-title = Desactivar la verificación en dos pasos
turn-off-lead = A partir de entonces bastará con tu contraseña para iniciar sesión. Tus códigos de recuperación dejarán de funcionar.
profile-lead = Las aplicaciones solo ven lo que tú les permites ver. Todo es opcional.
profile-names = Tu nombre
profile-called = Cómo te llaman
profile-about = Sobre ti
profile-address = Dirección postal
profile-order = Orden de tu nombre
profile-western = Primero el nombre
profile-eastern = Primero los apellidos
profile-save = Guardar
field-given-names = Nombre
field-middle-name = Segundo nombre
field-surname = Apellidos
field-native-script = Nombre en tu propia escritura
field-display-name = Nombre visible
field-username = Nombre de usuario
field-nickname = Apodo
field-picture = Foto
field-website = Sitio web
field-profile = Página sobre ti
field-birthdate = Fecha de nacimiento
field-gender = Género
field-locale = Idioma
field-zoneinfo = Zona horaria
field-phone-number = Número de teléfono
field-address-street = Calle y número
field-address-locality = Ciudad
field-address-region = Región
field-address-postal-code = Código postal
field-address-country = País
field-address-formatted = Dirección completa
hint-username = De 3 a 30 letras latinas, cifras y guiones bajos
hint-picture = Una dirección web, como https://example.org/ana.jpg
hint-birthdate = 1987-10-16; o solo el año; o 0000-10-16 sin él
hint-locale = Una etiqueta de idioma, como es o es-MX
hint-zoneinfo = Por ejemplo, America/Mexico_City
hint-phone-number = Con su país, como +34911234567
hint-address-formatted = Tal como se escribe en una carta

## Development mailbox
mailbox-title = Buzón de desarrollo
mailbox-lead = Todos los correos que este servidor habría enviado, primero los más recientes. El buzón existe porque no hay ningún servidor de correo configurado y esta dirección es local.
mailbox-none = Todavía no hay correos. Regístrate o pide una contraseña nueva y el correo aparecerá aquí en un par de segundos.
mailbox-refresh = Actualizar
mailbox-to = Para: { $to }
mail-back = Todos los correos
mail-html = Abrir la versión HTML

## Errors
error-id = Solicitud
error-details = Para quien desarrolla la aplicación
error-home = Ir a la página de inicio
error-app-title = Aquí no conocemos esta aplicación
error-app = El enlace que te ha traído hasta aquí es de una aplicación que este servidor no conoce.
error-app-advice = Vuelve a la aplicación e inténtalo de nuevo. Si vuelve a ocurrir, avisa a sus responsables.
error-redirect-title = Esta aplicación ha enviado una dirección de retorno incorrecta
error-redirect = La dirección a la que tendríamos que devolverte no es una de las que registró la aplicación. Para proteger tu cuenta, nos detenemos aquí.
error-redirect-advice = No se ha compartido nada. Avisa a los responsables de la aplicación.
error-request-title = Este enlace está incompleto
error-request = En la dirección o en el formulario falta algo o hay algo mal escrito.
error-request-advice = Vuelve atrás e inténtalo de nuevo. Si has seguido un enlace, puede que estuviera cortado.
error-forged-title = Este formulario viene de otro sitio
error-forged = Por tu seguridad, solo aceptamos formularios enviados desde nuestras propias páginas.
error-forged-advice = Abre la página de nuevo y envía el formulario desde allí.
error-not-found-title = Aquí no hay nada
error-not-found = Esta dirección no lleva a ninguna página.
error-not-found-advice = Comprueba que la dirección esté bien escrita.
error-wait-title = Demasiados intentos
error-wait = Frenamos los intentos repetidos para proteger las cuentas.
error-wait-advice = Espera un poco y vuelve a intentarlo.
error-busy-title = Ahora mismo hay mucha actividad
error-busy = El servidor tiene más trabajo del que puede atender en este momento.
error-busy-advice = Espera unos segundos y vuelve a intentarlo. No se ha perdido nada.
error-internal-title = Algo ha fallado por nuestra parte
error-internal = No es culpa tuya, y el fallo ya está registrado.
error-internal-advice = Inténtalo de nuevo en un momento. Si vuelve a ocurrir, avisa a quien administra este servidor e indica la solicitud que aparece abajo.

## Problems with a form
problem-email-missing = Introduce tu dirección de correo
problem-email-malformed = Introduce una dirección de correo como ana@example.org
problem-password-missing = Introduce tu contraseña
problem-password-short = Usa al menos { $limit } caracteres
problem-password-long = Usa como máximo { $limit } caracteres
problem-password-weak = Esta contraseña es demasiado fácil de adivinar. Prueba con una más larga, de varias palabras sin relación entre sí
problem-current-password-missing = Introduce tu contraseña actual
problem-current-password-wrong = Esa no es tu contraseña actual
problem-text-long = Usa como máximo { $limit } caracteres
problem-text-control = Quita los saltos de línea y los caracteres de control
problem-url = Introduce una dirección web como https://example.org
problem-date = Introduce una fecha como 1987-10-16
problem-time-zone = Introduce una zona horaria como Europe/Madrid
problem-language = Introduce una etiqueta de idioma como es o es-MX
problem-phone = Introduce un número de teléfono con su país, como +34911234567
problem-username-malformed = Usa de 3 a 30 letras latinas, cifras y guiones bajos
problem-username-reserved = Este nombre de usuario está reservado. Elige otro
problem-username-taken = Este nombre de usuario ya está en uso. Elige otro
problem-address-in-use = Esta dirección ya pertenece a una cuenta
problem-too-many-addresses = Tienes tantas direcciones como puede tener una cuenta. Quita una primero
problem-only-address = Esta es tu única dirección confirmada. Confirma otra primero
problem-confirmation-wrong = Escribe tu dirección de correo tal como aparece aquí
problem-owns-shared-project = Tienes un proyecto con otros miembros. Transfiérelo o quítalos primero
problem-credentials-wrong = La dirección o la contraseña no son correctas
problem-code-missing = Introduce el código
problem-code-wrong = El código no es correcto. Compruébalo e inténtalo de nuevo
problem-code-expired = El código ha caducado. Pide uno nuevo
problem-code-spent = Ese código se ha probado demasiadas veces. Pide uno nuevo
problem-sign-in-expired = El inicio de sesión ha tardado demasiado o se ha intentado demasiadas veces. Empieza de nuevo
problem-registration-expired = El registro ha tardado demasiado. Empieza de nuevo con tu dirección
problem-link-dead = El enlace ha caducado o ya se ha usado. Pide uno nuevo
problem-wait = { $seconds ->
    [one] Demasiados intentos. Vuelve a intentarlo dentro de { $seconds } segundo
   *[other] Demasiados intentos. Vuelve a intentarlo dentro de { $seconds } segundos
 }
problem-wait-minutes = { $minutes ->
    [one] Demasiados intentos. Vuelve a intentarlo dentro de { $minutes } minuto
   *[other] Demasiados intentos. Vuelve a intentarlo dentro de { $minutes } minutos
 }
problem-busy = El servidor tiene mucho trabajo. Vuelve a intentarlo dentro de unos segundos
