// What a call is doing, as its person would say it. Pure: call views in, words' names out.

const STATES = {
  prompt: "in_menu",
  pause: "in_menu",
  idle: "in_menu",
  queue: "waiting",
  held: "on_hold",
  conference: "talking",
  record: "recording",
};
// What moves beside the state: bars for music, a dot for a recording.
const SIGNS = { queue: "music", held: "music", record: "recording" };

// The sid of a call that the carrier has not taken yet.
export const DIALLING = "dialling";

export function isLive(call) {
  return !call.ended_at;
}

// Directions are named from the account's side: what is inbound there was dialled here.
export function isIncoming(call) {
  return call.direction !== "inbound";
}

export function isRingingHere(call) {
  return isLive(call) && isIncoming(call) && !call.answered_at;
}

export function stateWord(call) {
  if (!isLive(call)) return call.error_code ? "call_broken" : "call_over";
  if (!call.answered_at) return call.status === "ringing" ? "ringing" : "calling";
  return call.doing === "gather" ? gatherWord(call.gather) : STATES[call.doing] || "in_menu";
}

function gatherWord(gather) {
  const input = gather?.input || ["dtmf"];
  if (input.length > 1) return "your_turn";
  return input[0] === "speech" ? "your_words" : "your_key";
}

export function sign(call) {
  if (!isLive(call)) return "";
  if (!call.answered_at) return "dialling";
  return SIGNS[call.doing] || "";
}

// Why it ended, as one of the words `ended_…`, or "" when there is nothing more to say.
export function endWord(call, words) {
  const word = `ended_${call.ended_because}`;
  return words[word] ? word : "";
}

// How a finished call is listed: missed, declined, not connected, or which way it went.
export function listWord(call) {
  if (isIncoming(call)) {
    if (call.answered_at) return "incoming";
    return call.ended_because === "declined" ? "declined" : "missed";
  }
  return call.answered_at ? "outgoing" : "unanswered";
}
