import { cn } from '@/components/ui/cn'
import { Mark } from '@/components/ui/mark'
import type { Upload } from './use-uploads'

/** How far each file is, and what the server said of it. */
export const UploadList = ({ uploads }: { uploads: readonly Upload[] }) => (
  <ul className="ruled mt-4 border-t" aria-live="polite">
    {uploads.map((u) => (
      <li key={u.id} className="grid grid-cols-[1rem_minmax(0,1fr)_8rem] items-center gap-x-3 pt-2 text-table">
        <Mark kind={u.state === 'sending' ? 'current' : u.state === 'received' ? 'verified' : 'refused'} />
        <span className="truncate font-strong">{u.name}</span>
        <span aria-hidden="true" className="h-1.5 overflow-hidden rounded-full bg-wash">
          <span className={cn('block h-full', u.state === 'refused' ? 'bg-critical' : 'bg-accent')} style={{ width: `${u.share * 100}%` }} />
        </span>
        <span className="col-start-2 col-end-4 pb-2 text-muted text-small">{u.state === 'sending' ? `sending, ${Math.round(u.share * 100)} %` : u.text}</span>
      </li>
    ))}
  </ul>
)
