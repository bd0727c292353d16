// One photo, large; the others of its message by the arrows.

import { at, button, element } from "./elements.js";
import { said, words } from "./session.js";

export function openLightbox(photos, first) {
  let shown = photos.indexOf(first);
  const dialog = at("lightbox");
  const image = element("img");
  const counter = element("p", "lightbox-count figures");

  const show = (index) => {
    shown = (index + photos.length) % photos.length;
    image.src = photos[shown].url;
    image.alt = said("photo", { name: photos[shown].name });
    counter.textContent = photos.length > 1 ? `${shown + 1} / ${photos.length}` : "";
  };
  const turns = photos.length > 1
    ? [["earlier", words().previous_photo, -1], ["forward", words().next_photo, 1]].map(([iconName, label, step]) =>
      button(`icon-button lightbox-${iconName}`, { label, iconName, onPress: () => show(shown + step) }))
    : [];
  const close = button("icon-button lightbox-close", { label: words().close, iconName: "remove", onPress: () => dialog.close() });

  dialog.setAttribute("aria-label", said("photo", { name: first.name }));
  dialog.replaceChildren(image, counter, ...turns, close);
  dialog.onclick = ({ target }) => { if (target === dialog) dialog.close(); };
  dialog.onkeydown = ({ key }) => {
    if (key === "ArrowLeft") show(shown - 1);
    if (key === "ArrowRight") show(shown + 1);
  };
  show(shown);
  dialog.showModal();
}
