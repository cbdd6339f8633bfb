// The policy of this page allows no inline script, so this stands in a file of its own.
window.ui = SwaggerUIBundle({
  url: "/swagger.json",
  dom_id: "#swagger-ui",
  deepLinking: true,
  oauth2RedirectUrl: `${window.location.origin}/docs/oauth2-redirect.html`,
  validatorUrl: null, // it would ask a server elsewhere
});
