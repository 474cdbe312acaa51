'use client'
import { ArrowUpIcon, SquareIcon } from 'lucide-react'
import { type KeyboardEvent, type RefObject, useId } from 'react'
import { Button } from '@/components/ui/button'
import { Textarea } from '@/components/ui/field'

type Props = {
  input: RefObject<HTMLTextAreaElement | null>
  text: string
  onText: (text: string) => void
  onSend: () => void
  onStop: () => void
  onRecall: () => void
  is_running: boolean
}

/** Enter asks, Shift+Enter makes a line, arrow up in an empty field brings the last question back. */
export function AskComposer({ input, text, onText, onSend, onStop, onRecall, is_running }: Props) {
  const id = useId()
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault()
      if (!is_running) onSend()
    }
    if (event.key === 'ArrowUp' && text === '') {
      event.preventDefault()
      onRecall()
    }
  }
  return (
    <form
      className="flex items-end gap-2 border-t p-3 pb-[max(0.75rem,env(safe-area-inset-bottom))]"
      onSubmit={(event) => {
        event.preventDefault()
        onSend()
      }}
    >
      <label htmlFor={id} className="sr-only">
        Your question
      </label>
      <Textarea
        id={id}
        ref={input}
        data-ask-input
        rows={1}
        maxLength={2000}
        value={text}
        placeholder="Ask about cost, cases or approvals"
        onChange={(event) => onText(event.target.value)}
        onKeyDown={onKeyDown}
        className="field-sizing-content max-h-36 min-h-9 phone:min-h-11 resize-none py-1.5 phone:py-2.5"
      />
      {is_running ? (
        <Button aria-label="Stop" title="Stop" size="icon" className="size-9" onClick={onStop}>
          <SquareIcon aria-hidden="true" />
        </Button>
      ) : (
        <Button type="submit" aria-label="Ask" title="Ask" size="icon" variant="primary" className="size-9" disabled={text.trim() === ''}>
          <ArrowUpIcon aria-hidden="true" />
        </Button>
      )}
    </form>
  )
}
