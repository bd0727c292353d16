/** Sending a file. Only the old kind of request tells how far it has come. */
import { refusal, sessionIsLost, unsafeHeaders } from './client'
import { ConnectionError } from './errors'
import type { Attachment } from './types'

/** Without a byte on its way for this long, the line is dead. */
const STALLED_MS = 60_000

export interface Sending {
  done: Promise<Attachment>
  abort: () => void
}

export function uploadFile(file: File, onProgress: (share: number) => void): Sending {
  const request = new XMLHttpRequest()
  let stalled: ReturnType<typeof setTimeout> | undefined
  const moved = () => {
    clearTimeout(stalled)
    stalled = setTimeout(() => request.abort(), STALLED_MS)
  }
  const done = new Promise<Attachment>((resolve, reject) => {
    request.upload.onprogress = (event) => {
      moved()
      if (event.lengthComputable) onProgress(event.loaded / event.total)
    }
    request.onload = () => {
      if (request.status === 201) return resolve(request.response as Attachment)
      if (request.status === 401) sessionIsLost()
      reject(refusal(request.status, request.response, Number(request.getResponseHeader('Retry-After')) || null))
    }
    request.onerror = request.onabort = () => reject(new ConnectionError('no answer'))
    request.onloadend = () => clearTimeout(stalled)
  })
  const form = new FormData()
  form.append('file', file, file.name)
  request.open('POST', '/api/v1/attachments')
  request.responseType = 'json'
  for (const [name, value] of Object.entries(unsafeHeaders())) request.setRequestHeader(name, value)
  moved()
  request.send(form)
  return { done, abort: () => request.abort() }
}
