// The files chosen to go with a text or a mail: shown in a tray until they are sent or taken away.

import { button, element, icon } from "./elements.js";
import { paint, prepared } from "./photos.js";
import { said } from "./session.js";

const MEGABYTE = 1024 * 1024;

export class ChosenFiles {
  // `megabytes`: of all together; `isPhotosOnly`: others are passed over; `shrink`: photos are made small enough for a text.
  constructor({ tray, input, megabytes, count, isPhotosOnly = false, shrink = false, onChange, onProblem }) {
    Object.assign(this, { tray, input, megabytes, count, isPhotosOnly, shrink, onChange, onProblem });
    this.files = [];
    this.reading = 0;
    input.addEventListener("change", () => {
      this.add([...input.files]);
      input.value = "";
    });
  }

  get isReady() {
    return !this.reading;
  }

  async add(files) {
    const wanted = files.filter((file) => !this.isPhotosOnly || file.type.startsWith("image/"));
    const room = this.count - this.files.length - this.reading;
    this.onProblem(wanted.length > room ? said("too_many_files", { limit: this.count }) : "");
    const tray = this.files;
    await Promise.all(wanted.slice(0, Math.max(0, room)).map((file) => this.#take(file, tray)));
  }

  // What was chosen, which then is no longer here.
  take() {
    const taken = this.files;
    this.put([]);
    return taken;
  }

  put(files) {
    this.files = files;
    this.redraw();
    this.onChange();
  }

  redraw() {
    this.tray.hidden = !this.files.length;
    this.tray.replaceChildren(...this.files.map((file) => this.#draw(file)));
  }

  async #take(file, tray) {
    this.reading += 1;
    this.onChange();
    try {
      const read = await prepared(file, this);
      // Somebody else's phone may have been taken up in the meantime.
      const together = tray.reduce((sum, { size }) => sum + size, read.size);
      if (together > this.megabytes * MEGABYTE) {
        this.onProblem(said("file_too_large", { name: file.name, limit: this.megabytes }));
      } else {
        tray.push(read);
      }
    } finally {
      this.reading -= 1;
      this.redraw();
      this.onChange();
    }
  }

  #draw(file) {
    const item = element("li", file.bitmap ? "chosen photo" : "chosen");
    if (file.bitmap) {
      const canvas = paint(file.bitmap);
      canvas.setAttribute("role", "img");
      canvas.setAttribute("aria-label", said("photo", { name: file.name }));
      item.append(canvas);
    } else {
      item.append(icon("file"), element("span", "chosen-name", file.name));
    }
    item.append(button("chosen-remove", {
      label: said("remove", { name: file.name }),
      iconName: "remove",
      onPress: () => {
        this.files.splice(this.files.indexOf(file), 1);
        this.put(this.files);
        this.input.previousElementSibling?.focus();
      },
    }));
    return item;
  }
}

// Files may also be dropped onto a place, or pasted into it.
export function takeDropped(place, chosen) {
  place.addEventListener("dragover", (event) => event.preventDefault());
  place.addEventListener("drop", (event) => {
    if (!event.dataTransfer.files.length) return;
    event.preventDefault();
    chosen.add([...event.dataTransfer.files]);
  });
  place.addEventListener("paste", (event) => {
    const files = [...event.clipboardData.files];
    if (!files.length) return;
    event.preventDefault();
    chosen.add(files);
  });
}
