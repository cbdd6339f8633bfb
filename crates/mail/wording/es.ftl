greeting = Hola:
link-fallback = Si el botón no funciona, abre esta dirección:
footer = HitKey ha enviado este correo porque alguien ha usado allí esta dirección. Por favor, no respondas a este mensaje.

fact-when = Cuándo
fact-device = Dispositivo
fact-address = Dirección IP
fact-mail-address = Dirección de correo
fact-project = Proyecto
fact-inviter = Te invita
fact-until = Válida hasta
unknown = desconocido

not-you = Si no has sido tú, establece ahora una contraseña nueva. Así se cierran también todas las sesiones y el acceso de todas las aplicaciones.
set-new-password = Establecer una contraseña nueva

registration-code-subject = Tu código de HitKey
registration-code-intro = Introduce este código para confirmar tu dirección de correo:
registration-code-valid = El código es válido durante { $minutes } minutos. Nadie de HitKey te lo pedirá nunca.
registration-code-ignore = Si no has pedido una cuenta de HitKey, no tienes que hacer nada.

account-exists-subject = Ya tienes una cuenta de HitKey
account-exists-intro = Alguien, probablemente tú, ha intentado registrar esta dirección de correo en HitKey. Ya tiene una cuenta, así que puedes iniciar sesión directamente.
account-exists-button = Iniciar sesión
account-exists-forgot = Si ya no recuerdas tu contraseña, puedes establecer una nueva:
account-exists-ignore = Si no has sido tú, no tienes que hacer nada: no se ha cambiado nada.

password-reset-subject = Establece una contraseña nueva de HitKey
password-reset-intro = Alguien, probablemente tú, ha pedido establecer una contraseña nueva para tu cuenta de HitKey.
password-reset-valid = El enlace funciona una sola vez, durante { $minutes } minutos.
password-reset-ignore = Si no has sido tú, no tienes que hacer nada: tu contraseña sigue siendo la misma.

password-changed-subject = Se ha cambiado tu contraseña de HitKey
password-changed-intro = Se ha cambiado la contraseña de tu cuenta de HitKey.

new-sign-in-subject = Nuevo inicio de sesión en tu cuenta de HitKey
new-sign-in-intro = Alguien ha iniciado sesión en tu cuenta de HitKey desde un dispositivo que no habíamos visto antes.
new-sign-in-ignore = Si has sido tú, no tienes que hacer nada.

totp-enabled-subject = La verificación en dos pasos está activada
totp-enabled-intro = Para iniciar sesión en tu cuenta de HitKey ahora también hace falta un código de tu aplicación de autenticación. Guarda tus códigos de recuperación en un lugar seguro.

totp-disabled-subject = La verificación en dos pasos está desactivada
totp-disabled-intro = Para iniciar sesión en tu cuenta de HitKey ya no hace falta un código de tu aplicación de autenticación.

address-code-intro = Introduce este código para confirmar que esta dirección de correo pertenece a tu cuenta de HitKey:
address-code-ignore = Si no has añadido esta dirección a una cuenta de HitKey, no des el código a nadie. Así no ocurrirá nada.

address-added-subject = Se ha añadido una dirección de correo a tu cuenta de HitKey
address-added-intro = Alguien, probablemente tú, ha añadido una dirección de correo a tu cuenta de HitKey. Contará en cuanto se introduzca el código que hemos enviado allí.

address-verified-subject = Una nueva dirección de correo pertenece a tu cuenta de HitKey
address-verified-intro = Se ha confirmado una dirección de correo para tu cuenta de HitKey. Sirve para iniciar sesión y para establecer una contraseña nueva.

address-removed-subject = Se ha quitado una dirección de correo de tu cuenta de HitKey
address-removed-intro = Se ha quitado una dirección de correo de tu cuenta de HitKey. Ya no sirve para iniciar sesión.

default-address-subject = Tu correo de HitKey llega a otra dirección
default-address-intro = Los correos sobre tu cuenta de HitKey llegan ahora a esta dirección:

account-deleted-subject = Se ha eliminado tu cuenta de HitKey
account-deleted-intro = Tu cuenta de HitKey se ha eliminado con todo su contenido, como pediste. Este es nuestro último correo.

project-invite-subject = Te han invitado a un proyecto en HitKey
project-invite-intro = Alguien te invita a participar en un proyecto en el que se inicia sesión con HitKey.
project-invite-button = Ver la invitación
project-invite-ignore = Si no sabes quién es, no tienes que hacer nada: no pasará nada a menos que aceptes.
