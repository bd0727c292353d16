/** What a telephone in the browser is to the console, whoever drives it: the calls it holds, and what one may do with them. */

export interface CallLine {
  position: number
  kind: 'said' | 'heard' | 'event'
  text: string
  language: string | null
  at: string
}

/** One call at this device. `sid` is the carrier's id of our leg; `parameters` are what our server told the carrier. */
export interface DeviceCall {
  sid: string
  state: 'ringing' | 'open' | 'closed'
  from: string
  to: string
  parameters: Record<string, string>
  held: boolean
  muted: boolean
  started_at: string
  answered_at: string | null
  ended_because: string | null
  lines: CallLine[]
}

/** Our server's permission to be a telephone for some hours. */
export interface Grant {
  url: string
  token: string
  identity: string
  expires_at: string | null
}

export interface DeviceListener {
  /** Registered: calls can come in. */
  ready: () => void
  call: (call: DeviceCall) => void
  /** The carrier did not take what was asked. */
  refused: (code: string) => void
  /** Gone, for whatever reason; said once. */
  lost: () => void
}

export interface Device {
  answer: (sid: string) => void
  decline: (sid: string) => void
  hangUp: (sid: string) => void
  /** The typed words are what the other side hears. */
  say: (sid: string, text: string) => void
  close: () => void
}

export interface Driver {
  /** Speech is typed instead of spoken. */
  typesSpeech: boolean
  open: (grant: Grant, listener: DeviceListener) => Device
}
