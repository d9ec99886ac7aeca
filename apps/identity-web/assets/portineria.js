// Three helps, all of them optional: show the password, check the rules as one types, and take a
// secret link out of the address bar.
for (const button of document.querySelectorAll("[data-eye]")) {
  const field = document.getElementById(button.dataset.eye), off = button.textContent;
  button.hidden = false;
  button.addEventListener("click", () => {
    const show = field.type === "password";
    field.type = show ? "text" : "password";
    button.textContent = show ? button.dataset.on : off;
    button.setAttribute("aria-pressed", show);
  });
  // So that no browser remembers what was typed as an ordinary text.
  field.form.addEventListener("submit", () => { field.type = "password"; });
}

for (const field of document.querySelectorAll("[data-rules]")) {
  const list = document.getElementById(field.dataset.rules);
  const fold = text => text.normalize("NFKC").toLowerCase();
  const bare = text => fold(text).replace(/[^\p{L}\p{N}]/gu, "");
  // Only the most usual ones: the server holds the long list and has the last word.
  const common = ["password", "passw0rd", "12345678", "123456789", "1234567890", "qwertyui", "qwertyuiop", "letmein",
    "iloveyou", "welcome1", "abcdefgh", "abc12345", "passwordpassword", "123456789012345", "qwertyuiopasdfgh"];
  const names = () => {
    const typed = [...field.form.querySelectorAll("[data-name]")].map(other => other.value);
    return field.dataset.names.split("\n").concat(typed.flatMap(text => text.split(/[\s@/]+/)))
      .map(bare).filter(name => [...name].length > 2).sort().reverse();
  };
  // What is left without the names must still be half of what is asked for, as the server has it.
  const isMoreThanNames = value => {
    const whole = bare(value), rest = names().reduce((text, name) => text.replaceAll(name, ""), whole);
    const min = Number(list.querySelector("[data-min]").dataset.min);
    return rest === whole || [...rest].filter(letter => /\p{L}/u.test(letter)).length >= Math.floor(min / 2);
  };
  const met = {
    length: (value, item) => [...value].length >= Number(item.dataset.min),
    names: value => value !== "" && isMoreThanNames(value),
    common: value => value !== "" && !common.includes(fold(value)),
  };
  const check = () => {
    for (const item of list.children) {
      const holds = met[item.dataset.rule](field.value, item);
      item.toggleAttribute("data-met", holds);
      item.querySelector("[data-word]").textContent = ": " + (holds ? list.dataset.metWord : list.dataset.unmetWord);
    }
  };
  field.form.addEventListener("input", check);
  check();
}

// A link that opens something belongs neither in the history nor over anybody's shoulder.
if (document.body.dataset.tokenPage) history.replaceState(null, "", document.body.dataset.tokenPage);
