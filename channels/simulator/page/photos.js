// Photos before they are sent: turned upright, made small enough for a carrier, and drawn without an address of their own.

const LONGEST_SIDE = 1600;
const KEPT_AS_IS_BYTES = 700_000;
const SHOWN_SIDE = 520;
const QUALITY = 0.82;
const SHOWABLE = /^image\/(jpeg|png|gif|webp|avif)$/;

export function isPhoto({ content_type: type, bitmap }) {
  return Boolean(bitmap) || SHOWABLE.test(type);
}

// What is to be sent of a file, as {name, content_type, size, content_base64, bitmap}; `bitmap` only of photos.
export async function prepared(file, { shrink }) {
  const photo = await readPhoto(file);
  const blob = photo && shrink ? await smaller(file, photo) : file;
  const kept = {
    name: blob === file ? file.name : `${file.name.replace(/\.\w+$/, "")}.jpg`,
    content_type: blob.type || "application/octet-stream",
    size: blob.size,
    content_base64: await base64Of(blob),
  };
  return photo ? { ...kept, bitmap: resized(photo, SHOWN_SIDE) } : kept;
}

// The page's policy allows no blob: addresses, so what is not stored yet is painted.
export function paint(bitmap) {
  return painted(bitmap, bitmap.width, bitmap.height);
}

async function readPhoto(file) {
  if (!file.type.startsWith("image/")) return null;
  try {
    return await createImageBitmap(file, { imageOrientation: "from-image" });
  } catch {
    return null; // A kind of picture this browser does not know goes as it is.
  }
}

async function smaller(file, photo) {
  const longest = Math.max(photo.width, photo.height);
  if (SHOWABLE.test(file.type) && file.size <= KEPT_AS_IS_BYTES && longest <= LONGEST_SIDE * 2) return file;
  const canvas = onWhite(resized(photo, LONGEST_SIDE));
  return (await new Promise((resolve) => { canvas.toBlob(resolve, "image/jpeg", QUALITY); })) || file;
}

function resized(photo, side) {
  const scale = Math.min(1, side / Math.max(photo.width, photo.height));
  const [width, height] = [photo.width, photo.height].map((length) => Math.max(1, Math.round(length * scale)));
  return painted(photo, width, height);
}

function painted(picture, width, height) {
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [width, height];
  const pen = canvas.getContext("2d");
  pen.imageSmoothingQuality = "high";
  pen.drawImage(picture, 0, 0, width, height);
  return canvas;
}

// What was transparent would turn black in a JPEG.
function onWhite(canvas) {
  const pen = canvas.getContext("2d");
  pen.globalCompositeOperation = "destination-over";
  pen.fillStyle = "white";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  return canvas;
}

function base64Of(blob) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result.slice(reader.result.indexOf(",") + 1));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(blob);
  });
}
