/** The shapes of the JSON API under the names the screens use; all of them come from the server's document. */
import type { components } from './schema'

type Schemas = components['schemas']

export type Contact = Schemas['Contact']
export type Channel = Contact['channel']
export type ContactState = Contact['state']
export type ContactClass = Contact['class']
export type Language = Contact['language']
export type Matter = Schemas['Matter']
/** What an agent may say; `Matter` knows those that only the rules say, too. */
export type Outcome = Schemas['MatterOutcome']['outcome']
export type Offer = Schemas['Offer']
export type Message = Schemas['Message']
export type MergedContact = Schemas['MergedContact']
export type Viewer = Schemas['Viewer']
export type AnswerWay = Schemas['AnswerWay']
export type HistoryEntry = Schemas['HistoryEntry']

export type Attachment = Schemas['Attachment']
export type Notice = Schemas['Notice']
export type Call = Schemas['Call']
export type SoftphoneGrant = Schemas['SoftphoneGrant']

export type Agent = Schemas['Agent']
export type Presence = Agent['presence']
export type ChosenPresence = Schemas['PresenceChange']['presence']
export type Role = Agent['roles'][number]
export type User = Schemas['User']
export type Session = Schemas['SessionAnswer']

export type Place = Schemas['Place']
export type Customer = Schemas['Customer']
export type Occupancy = Schemas['Occupancy']
export type CustomerContext = Schemas['ContactContext']
export type CustomerPromise = Schemas['Promise']
export type Queue = Schemas['Queue']
export type Template = Schemas['Template']

export type WorkOrder = Schemas['WorkOrder']
export type WorkOrderState = WorkOrder['state']
export type WorkOrderPriority = WorkOrder['priority']
export type WorkOrderDraft = Schemas['WorkOrderDraft']
export type WorkOrderEntry = Schemas['WorkOrderEntry']
export type WorkOrderType = Schemas['WorkOrderType']
export type FormField = Schemas['FormField']
export type Group = Schemas['Group']

export type SearchHit = Schemas['SearchHit']
export type SearchPage = Schemas['SearchPage']
export type Suggestion = Schemas['Suggestion']
export type Suggestions = Schemas['Suggestions']
export type Insertion = Schemas['Insertion']
export type ArticleUsage = Schemas['ArticleUsage']
export type ArticleReport = Schemas['ArticleReport']
export type NewReport = Schemas['NewReport']
export type Article = Schemas['Article']
export type Gap = Schemas['Gap']

export type Shift = Schemas['Shift']
export type Handover = Schemas['Handover']
export type HandoverItem = Schemas['HandoverItem']

export type InboundEvent = Schemas['InboundEvent']

export type NewReply = Schemas['NewReply']
export type NewNote = Schemas['NewNote']
export type NewContact = Schemas['NewContact']
export type NewOutbound = Schemas['NewOutbound']
export type NewWorkOrder = Schemas['NewWorkOrder']
export type NewGap = Schemas['NewGap']
export type NewHandover = Schemas['NewHandover']
export type NewCustomer = Schemas['NewCustomer']
export type NewAgent = Schemas['NewAgent']
export type AgentPatch = Schemas['AgentPatch']
export type SetUp = Schemas['SetUp']
export type Transfer = Schemas['Transfer']
export type MatterOutcome = Schemas['MatterOutcome']

/** Names in several languages, as rows carry them. */
export type Names = Record<string, string>
/** A filled form: what each field of the type's form holds. */
export type FormValues = Record<string, unknown>

export interface Page<Row> {
  items: Row[]
  next_cursor: string | null
}
