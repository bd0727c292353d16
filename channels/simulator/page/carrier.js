// Talks to the simulator's control side: JSON requests, and a live feed that comes back by itself.

const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 8000;
const REQUEST_TIMEOUT = 15000;
const UPLOAD_TIMEOUT = 120000;

// `code` is the simulator's own word for what is wrong, or "".
export class RequestFailed extends Error {
  constructor(status, code = "") {
    super(`HTTP ${status} ${code}`);
    this.status = status;
    this.code = code;
  }
}

export class Carrier {
  constructor(base) {
    this.base = `${base}/control`;
  }

  async persons() {
    return (await this.#request("/personas")).items;
  }

  async lines() {
    return (await this.#request("/lines")).items;
  }

  // Texts

  texts(phone, line, before) {
    const query = new URLSearchParams({ line, ...(before ? { before } : {}) });
    return this.#request(`${phonePath(phone)}/texts?${query}`);
  }

  // `onProgress` hears how much has gone, from 0 to 1.
  send(phone, { line, text, media = [], onProgress = () => {} }) {
    const path = `${phonePath(phone)}/texts`;
    return media.length ? this.#upload(path, { line, text, media }, onProgress) : this.#request(path, { line, text });
  }

  tryAgain(id) {
    return this.#request(`/texts/${id}/try-again`, {});
  }

  // Calls

  call(phone, line) {
    return this.#request(`${phonePath(phone)}/calls`, { line });
  }

  async calls(phone) {
    return (await this.#request(`${phonePath(phone)}/calls?limit=50`)).items;
  }

  oneCall(sid) {
    return this.#request(`/calls/${sid}`);
  }

  // `act`: digits, say, hangup, answer, decline.
  actOnCall(sid, act, body = {}) {
    return this.#request(`/calls/${sid}/${act}`, body);
  }

  // Mail

  async mailLines() {
    return (await this.#request("/mail-lines")).items;
  }

  async mails(address) {
    return (await this.#request(`${mailboxPath(address)}/mails`)).items;
  }

  tryMailAgain(id) {
    return this.#request(`/mails/${id}/try-again`, {});
  }

  sendMail(address, mail, onProgress) {
    return this.#upload(`${mailboxPath(address)}/mails`, mail, onProgress);
  }

  // Calls onOpen after each (re)connection: whatever was missed must then be fetched. Returns a function that ends it.
  follow(phone, { onFrame, onOpen, onLost }) {
    let socket = null;
    let timer = 0;
    let pause = FIRST_PAUSE;
    let ended = false;

    const connect = () => {
      const url = new URL(`${this.base}/feed?${new URLSearchParams({ phone })}`, location.href);
      url.protocol = url.protocol.replace("http", "ws");
      socket = new WebSocket(url);
      socket.onmessage = ({ data }) => {
        const frame = JSON.parse(data);
        if (frame.type === "hello") {
          pause = FIRST_PAUSE;
          onOpen();
        } else {
          onFrame(frame);
        }
      };
      socket.onclose = () => {
        if (ended) return;
        onLost();
        timer = setTimeout(connect, pause);
        pause = Math.min(pause * 2, LONGEST_PAUSE);
      };
    };

    connect();
    return () => {
      ended = true;
      clearTimeout(timer);
      // A socket on its way is closed once it is there: the browser's console would complain.
      if (socket.readyState === WebSocket.CONNECTING) socket.onopen = () => socket.close();
      else socket.close();
    };
  }

  async #request(path, body) {
    const options = body && {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    };
    const signal = AbortSignal.timeout(REQUEST_TIMEOUT);
    const response = await fetch(this.base + path, { ...options, signal });
    if (!response.ok) throw new RequestFailed(response.status, codeIn(await response.text()));
    return response.json();
  }

  // What fetch does not tell: how much of a photo has gone.
  #upload(path, body, onProgress) {
    return new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      request.open("POST", this.base + path);
      request.setRequestHeader("Content-Type", "application/json");
      request.timeout = UPLOAD_TIMEOUT;
      request.upload.onprogress = ({ lengthComputable, loaded, total }) => lengthComputable && onProgress(loaded / total);
      request.onload = () => {
        if (request.status < 300) resolve(JSON.parse(request.responseText));
        else reject(new RequestFailed(request.status, codeIn(request.responseText)));
      };
      request.onerror = () => reject(new RequestFailed(0));
      request.ontimeout = () => reject(new RequestFailed(0));
      request.send(JSON.stringify(body));
    });
  }
}

function phonePath(phone) {
  return `/phones/${encodeURIComponent(phone)}`;
}

function mailboxPath(address) {
  return `/mailboxes/${encodeURIComponent(address)}`;
}

function codeIn(answer) {
  try {
    return JSON.parse(answer).error?.code || "";
  } catch {
    return "";
  }
}
