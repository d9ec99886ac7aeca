// What a password manager does on finding credentials saved for this site.
const [login, password] = arguments;
const filled = [];

function fill(field, value) {
  if (field.disabled || field.readOnly) return;
  // The setter of the prototype: a page that watches its own fields sees what it would see from a manager.
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set.call(field, value);
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.dispatchEvent(new Event("change", { bubbles: true }));
  if (!filled.includes(field.name)) filled.push(field.name);
}

const typeable = ["text", "email", "tel", "search", "url"];
const fields = [...document.querySelectorAll("input")].filter(
  (field) => field.type === "password" || typeable.includes(field.type),
);
fields.forEach((field, place) => {
  const purposes = (field.getAttribute("autocomplete") ?? "").toLowerCase().split(/\s+/);
  if (field.type === "password") {
    fill(field, password);
    const before = fields[place - 1];
    if (before && before.type !== "password") fill(before, login);
  } else if (purposes.includes("username") || purposes.includes("email")) {
    fill(field, login);
  }
});
return filled;
