use crate::views;
use askama::Template;

/// A page could not be put together. It never happens with the views of this crate; it is an error
/// rather than a panic because a formatter may fail in principle.
#[derive(Debug)]
pub struct RenderError(askama::Error);

impl std::fmt::Display for RenderError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a page could not be rendered")
    }
}

impl std::error::Error for RenderError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.0)
    }
}

/// A page: data that knows its markup.
pub trait View: Template + Sized {
    /// Names the page in the gallery, such as `sign_in`.
    const NAME: &'static str;

    /// The page in its typical states, each with the name of the state.
    fn samples() -> Vec<(&'static str, Self)>;

    /// The whole document.
    ///
    /// # Errors
    /// [`RenderError`] when a template fails to format a value.
    fn html(&self) -> Result<String, RenderError> {
        self.render().map_err(RenderError)
    }
}

/// One sample of one view, as markup.
#[derive(Debug, Clone)]
pub struct Rendered {
    /// The view and the state, such as `sign_in.wrong`.
    pub name: String,
    /// The whole document.
    pub html: String,
}

fn samples_of<V: View>(into: &mut Vec<Rendered>) -> Result<(), RenderError> {
    for (state, view) in V::samples() {
        into.push(Rendered { name: format!("{}.{state}", V::NAME), html: view.html()? });
    }
    Ok(())
}

/// Every sample of every view.
///
/// # Errors
/// [`RenderError`] of the first that fails.
pub fn gallery() -> Result<Vec<Rendered>, RenderError> {
    let mut all = Vec::new();
    samples_of::<views::Start>(&mut all)?;
    samples_of::<views::SignIn>(&mut all)?;
    samples_of::<views::SecondFactor>(&mut all)?;
    samples_of::<views::Register>(&mut all)?;
    samples_of::<views::Verify>(&mut all)?;
    samples_of::<views::ChoosePassword>(&mut all)?;
    samples_of::<views::Forgot>(&mut all)?;
    samples_of::<views::ForgotSent>(&mut all)?;
    samples_of::<views::Reset>(&mut all)?;
    samples_of::<views::ResetDone>(&mut all)?;
    samples_of::<views::ChooseAccount>(&mut all)?;
    samples_of::<views::Consent>(&mut all)?;
    samples_of::<views::FormPost>(&mut all)?;
    samples_of::<views::DeviceCodeForm>(&mut all)?;
    samples_of::<views::AllowDevice>(&mut all)?;
    samples_of::<views::DeviceDone>(&mut all)?;
    samples_of::<views::SignOut>(&mut all)?;
    samples_of::<views::SignedOut>(&mut all)?;
    samples_of::<views::Overview>(&mut all)?;
    samples_of::<views::ProfileForm>(&mut all)?;
    samples_of::<views::Addresses>(&mut all)?;
    samples_of::<views::VerifyAddress>(&mut all)?;
    samples_of::<views::Security>(&mut all)?;
    samples_of::<views::ChangePassword>(&mut all)?;
    samples_of::<views::SetUpTotp>(&mut all)?;
    samples_of::<views::RecoveryCodes>(&mut all)?;
    samples_of::<views::TurnOffTotp>(&mut all)?;
    samples_of::<views::Sessions>(&mut all)?;
    samples_of::<views::Apps>(&mut all)?;
    samples_of::<views::Activity>(&mut all)?;
    samples_of::<views::Settings>(&mut all)?;
    samples_of::<views::DeleteAccount>(&mut all)?;
    samples_of::<views::AccountDeleted>(&mut all)?;
    samples_of::<views::Mailbox>(&mut all)?;
    samples_of::<views::Mail>(&mut all)?;
    samples_of::<views::ErrorPage>(&mut all)?;
    Ok(all)
}
