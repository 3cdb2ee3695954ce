// Asks every two seconds how far the work is, and goes to the page that follows when it is done.
const EVERY = 2000;

async function look() {
  try {
    const answer = await fetch(window.location.href, { headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const found = page.getElementById("progress");
    if (!found) {
      window.location.reload();
      return;
    }
    document.getElementById("progress").replaceChildren(...found.childNodes);
  } catch {
    // Away for a moment: ask again.
  }
  window.setTimeout(look, EVERY);
}

window.setTimeout(look, EVERY);
