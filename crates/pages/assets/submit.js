// Sends the one form of the page, as its button does.
document.forms[0].submit();
