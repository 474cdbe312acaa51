import { cn } from '@/components/ui/cn'
import { Mark } from '@/components/ui/mark'
import type { Upload } from './use-uploads'

/** How far each file is, and what the server said of it. */
export const UploadList = ({ uploads }: { uploads: readonly Upload[] }) => (
  <ul className="ruled mt-4 border-t" aria-live="polite">
    {uploads.map((u) => (
      <li key={u.id} className="grid grid-cols-[1rem_minmax(0,1fr)_8rem] items-center gap-x-3 pt-2 text-table">
        {/* That a file has come says nothing of what is in it. */}
        <Mark kind={u.state === 'refused' ? 'refused' : 'current'} />
        <span className="truncate font-strong">{u.name}</span>
        <span aria-hidden="true" className={cn('h-1.5 overflow-hidden rounded-full bg-line', u.state !== 'sending' && 'invisible')}>
          <span className="block h-full bg-accent" style={{ width: `${u.share * 100}%` }} />
        </span>
        <span className={cn('col-start-2 col-end-4 pb-2 text-small', u.state === 'refused' ? 'text-ink' : 'text-muted')}>
          {u.state === 'sending' ? `Sending, ${Math.round(u.share * 100)} %` : u.text}
        </span>
      </li>
    ))}
  </ul>
)
