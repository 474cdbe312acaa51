import type { ReactNode } from 'react'
import { buttonStyle } from '@/components/ui/button'
import { Link } from '@/components/ui/link'
import { Mark, type MarkKind } from '@/components/ui/mark'

/** A page that cannot be shown: what failed or who may see it, and the one way on. */
export const TroubleScreen = ({
  mark,
  title,
  text,
  action,
  note,
}: {
  mark: MarkKind
  title: string
  text: string
  action?: ReactNode
  note?: string | undefined
}) => (
  <section className="mx-auto max-w-md py-20 text-center">
    <Mark kind={mark} className="mx-auto size-4" />
    <h1 className="mt-3 text-page font-strong">{title}</h1>
    <p className="mt-1 text-pretty text-muted">{text}</p>
    {note ? <p className="mt-2 font-mono text-muted text-small">{note}</p> : null}
    <div className="mt-5 flex justify-center gap-2">
      {action ?? (
        <Link href="/" className={buttonStyle({ variant: 'neutral' })}>
          Open the inbox
        </Link>
      )}
    </div>
  </section>
)

export const DeniedScreen = ({ message }: { message: string }) => <TroubleScreen mark="refused" title="Not open to you" text={message} />
