// Talks to the simulator's control side: JSON requests, and a live feed that comes back by itself.

const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 8000;
const REQUEST_TIMEOUT = 15000;

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

  texts(phone, line, before) {
    const query = new URLSearchParams({ line, ...(before ? { before } : {}) });
    return this.#request(`/phones/${encodeURIComponent(phone)}/texts?${query}`);
  }

  send(phone, line, text) {
    return this.#request(`/phones/${encodeURIComponent(phone)}/texts`, { line, text });
  }

  tryAgain(id) {
    return this.#request(`/texts/${id}/try-again`, {});
  }

  // Calls onOpen after each (re)connection: whatever was missed must then be fetched. Returns a function that ends it.
  follow(phone, { onText, onOpen, onLost }) {
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
        } else if (frame.type === "text") {
          onText(frame.text);
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
      socket.close();
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
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
    return response.json();
  }
}
