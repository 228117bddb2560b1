import "./reading/scripted.js";
import "./controllers/index.js";
import { config } from "@hotwired/turbo";
import { ask } from "./dialogs/ask.js";
import { startNews } from "./server/news.js";

config.drive.progressBarDelay = 400;
config.forms.confirm = (question, form) => ask(question, { button: form.dataset.confirmButton });

document.addEventListener("turbo:render", () => delete document.documentElement.dataset.fresh, {
  once: true,
});

// Turbo renders bodies alone; what stands on the root is carried over here.
document.addEventListener("turbo:before-render", ({ detail }) => {
  const root = detail.newBody.closest("html");
  if (root?.dataset.theme) {
    Object.assign(document.documentElement.dataset, root.dataset);
  }
});

startNews();
