// Draws what came with a text or a mail: photos as a small gallery, other files by name and size.

import { element, icon, name } from "./elements.js";
import { openLightbox } from "./lightbox.js";
import { isPhoto, paint } from "./photos.js";
import { said, session } from "./session.js";

const KILOBYTE = 1024;

// `files`: {name, content_type, size, url}, or {bitmap} of what is not stored yet.
export function drawAttached(files, { className }) {
  const photos = files.filter(isPhoto);
  const others = files.filter((file) => !isPhoto(file));
  const box = element("div", className);
  box.dataset.part = [session.language, ...files.map(({ url }) => url)].join();
  if (photos.length) box.append(drawGallery(photos));
  box.append(...others.map(drawFile));
  return box;
}

function drawGallery(photos) {
  const gallery = element("div", photos.length === 1 ? "gallery single" : "gallery");
  gallery.append(...photos.map((photo, index) => drawPhoto(photo, photos, index)));
  return gallery;
}

function drawPhoto(photo, photos, index) {
  if (photo.bitmap) {
    const canvas = paint(photo.bitmap);
    canvas.setAttribute("role", "img");
    canvas.setAttribute("aria-label", said("photo", { name: photo.name }));
    return canvas;
  }
  const opener = element("button", "photo");
  opener.type = "button";
  name(opener, said("open_photo", { name: photo.name }));
  opener.append(drawImage(photo));
  opener.addEventListener("click", () => openLightbox(photos.filter(({ url }) => url), photos[index]));
  return opener;
}

function drawImage(photo) {
  const image = element("img");
  image.src = photo.thumbnail_url || photo.url;
  image.alt = "";
  image.loading = "lazy";
  if (photo.width && photo.height) [image.width, image.height] = [photo.width, photo.height];
  return image;
}

function drawFile(file) {
  const link = element("a", "file");
  link.href = file.url;
  link.target = "_blank";
  link.rel = "noopener noreferrer";
  link.setAttribute("aria-label", said("open_file", { name: file.name }));
  link.append(icon("file"), element("span", "file-name", file.name), element("span", "file-size figures", sizeOf(file)));
  return link;
}

function sizeOf({ size }) {
  if (!size) return "";
  const kilobytes = size / KILOBYTE;
  return kilobytes < KILOBYTE ? `${Math.max(1, Math.round(kilobytes))} KB` : `${(kilobytes / KILOBYTE).toFixed(1)} MB`;
}
