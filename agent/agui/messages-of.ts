import { type BaseEvent, EventType, type Message } from '@ag-ui/client'

type Loose = {
  type: EventType
  messageId?: string
  role?: string
  name?: string
  delta?: string
  activityType?: string
  content?: unknown
  input?: { messages?: Message[] }
}

/** What a client shows after it has applied these events, without asking it to apply them: a long transcript opens as fast as it is read. */
export function messagesOf(events: readonly BaseEvent[]): Message[] {
  const messages = new Map<string, Record<string, unknown>>()
  for (const e of events as readonly unknown[] as readonly Loose[]) {
    if (e.type === EventType.RUN_STARTED) for (const m of e.input?.messages ?? []) messages.set(m.id, messages.get(m.id) ?? { ...m })
    if (e.messageId === undefined) continue
    const before = messages.get(e.messageId)
    if (e.type === EventType.ACTIVITY_SNAPSHOT)
      messages.set(e.messageId, { id: e.messageId, role: 'activity', activityType: e.activityType, content: e.content })
    if (e.type === EventType.TEXT_MESSAGE_START && before === undefined)
      messages.set(e.messageId, { id: e.messageId, role: e.role ?? 'assistant', content: '', ...(e.name === undefined ? {} : { name: e.name }) })
    if (e.type === EventType.TEXT_MESSAGE_CONTENT && before !== undefined) before['content'] = `${String(before['content'] ?? '')}${e.delta ?? ''}`
  }
  return [...messages.values()] as unknown as Message[] // safe: made of the same fields as the events' own messages
}
