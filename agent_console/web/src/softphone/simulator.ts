/** The device of the simulated carrier: a socket on which calls ring, and on which typed words are speech. */
import type { Driver } from './device'
import { readFrame, socketAddress } from './frames'

export const simulator: Driver = {
  typesSpeech: true,
  open(grant, listener) {
    const socket = new WebSocket(socketAddress(grant.url, grant.token, location))
    let over = false
    socket.onmessage = (event) => {
      if (over) return
      const frame = readFrame(String(event.data))
      if (frame?.type === 'hello') listener.ready()
      else if (frame?.type === 'call') listener.call(frame.call)
      else if (frame?.type === 'error') listener.refused(frame.code)
    }
    socket.onclose = () => {
      if (!over) listener.lost()
      over = true
    }
    const send = (frame: Record<string, string>) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(frame))
    }
    return {
      answer: (sid) => send({ type: 'answer', sid }),
      decline: (sid) => send({ type: 'decline', sid }),
      hangUp: (sid) => send({ type: 'hangup', sid }),
      say: (sid, text) => send({ type: 'say', sid, text }),
      close() {
        over = true
        // The browser complains of a socket that is closed while it is still on its way.
        if (socket.readyState === WebSocket.CONNECTING) socket.onopen = () => socket.close()
        else socket.close()
      },
    }
  },
}
