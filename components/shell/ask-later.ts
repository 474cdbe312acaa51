'use client'

const EVENT = 'countersign.ask'
let waiting: string | null = null

/** A question from outside the conversation. It waits until the panel is there to ask it. */
export function askLater(question: string): void {
  waiting = question
  dispatchEvent(new Event(EVENT))
}

/** The question that waits, once. */
export function takeQuestion(): string | null {
  const question = waiting
  waiting = null
  return question
}

export function onQuestion(listener: () => void): () => void {
  addEventListener(EVENT, listener)
  return () => removeEventListener(EVENT, listener)
}
