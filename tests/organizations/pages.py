"""What a page says, read as a browser reads it."""

from lxml import html


class Page:
    """A parsed answer; `status` and `text` besides."""

    def __init__(self, response):
        self.status = response.status_code
        self.location = response.location
        self.tree = html.fromstring(response.text) if response.text else None

    @property
    def text(self):
        return " ".join(self.tree.text_content().split())

    @property
    def heading(self):
        (heading,) = self.tree.xpath("//h1")
        return heading.text_content().strip()

    def error_of(self, field):
        """Return the error below a field, "" when there is none."""
        found = self.tree.xpath(f"//*[@id='{field}-error']")
        return found[0].text_content().strip() if found else ""

    @property
    def summary(self):
        items = self.tree.xpath("//*[contains(@class, 'error-summary')]//li")
        return [item.text_content().strip() for item in items]

    def value_of(self, field):
        (found,) = self.tree.xpath(f"//*[@name='{field}']")
        return (found.text or "").strip() if found.tag == "textarea" else found.get("value", "")

    def chosen(self, field):
        options = self.tree.xpath(f"//select[@name='{field}']/option[@selected]")
        return options[0].get("value") if options else None

    def filled(self):
        """Return the fields of the form that writes as a browser would send them."""
        (form,) = self.tree.xpath("//form[contains(@class, 'form-page')]")
        return {name: value for name, value in form.form_values() if name != "csrf_token"}

    def links(self, text):
        return [link.get("href") for link in self.tree.xpath(f"//a[contains(., '{text}')]")]
