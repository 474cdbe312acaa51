import type { Trouble } from '@/components/shell/ask/ask-trouble'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'

/** What kept a question from being answered, and asking it once more where that may help. */
export function AskFailed({ trouble, onAgain }: { trouble: NonNullable<Trouble>; onAgain: (() => void) | null }) {
  return (
    <div className="flex items-center gap-3 border-t px-3 py-2">
      <Notice
        className="min-w-0 flex-1"
        notice={{ tone: 'degraded', title: trouble.is_offline ? 'Offline' : 'Not answered', text: trouble.text, remedy: null }}
      />
      {trouble.can_retry && onAgain ? (
        <Button size="small" onClick={onAgain}>
          Ask again
        </Button>
      ) : null}
    </div>
  )
}
