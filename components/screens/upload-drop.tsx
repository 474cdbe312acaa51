'use client'
import { UploadIcon } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useId, useRef, useState } from 'react'
import { asSentence } from '@/components/cards/as-sentence'
import { isError } from '@/components/cards/send-command'
import { buttonStyle } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { Input } from '@/components/ui/field'
import { Mark } from '@/components/ui/mark'

type Upload = { id: number; name: string; share: number; state: 'sending' | 'received' | 'refused'; text: string }

type Delivery = { source: string; key: string; part: number; of: number }

/** Sends one file of a delivery as it is and reports how much has left the browser. The last one starts the import of all. */
function send(file: File, { source, key, part, of }: Delivery, onShare: (share: number) => void): Promise<{ ok: boolean; text: string }> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest()
    request.open('POST', `/api/imports?${new URLSearchParams({ name: file.name, source, key, part: String(part), of: String(of) })}`)
    request.setRequestHeader('content-type', 'application/octet-stream')
    request.upload.onprogress = (e) => onShare(e.lengthComputable ? e.loaded / e.total : 0)
    request.onerror = () => resolve({ ok: false, text: 'The server did not answer. Nothing was imported; try again.' })
    request.onload = () => {
      if (request.status === 202) return resolve({ ok: true, text: 'Received. Waiting for the other files of this delivery.' })
      if (request.status < 300) return resolve({ ok: true, text: 'Received. It appears below while it is read.' })
      let body: unknown = null
      try {
        body = JSON.parse(request.responseText)
      } catch {
        body = null
      }
      resolve({
        ok: false,
        text: isError(body) ? asSentence(body.error.message) : `The server answered ${request.status} without a reason. Nothing was imported.`,
      })
    }
    request.send(file)
  })
}

export function UploadDrop({ denied, sources }: { denied: string | null; sources: string[] }) {
  const router = useRouter()
  const input = useRef<HTMLInputElement>(null)
  const why = useId()
  const [source, setSource] = useState(sources[0] ?? 'my-bill')
  const [is_over, setOver] = useState(false)
  const [uploads, setUploads] = useState<Upload[]>([])
  const next = useRef(1)

  const take = async (files: FileList | null) => {
    // Files dropped together are one delivery: parts of a month must not replace one another.
    const all = [...(files ?? [])]
    const key = crypto.randomUUID()
    for (const [i, file] of all.entries()) {
      const id = next.current++
      const patch = (change: Partial<Upload>) => setUploads((shown) => shown.map((u) => (u.id === id ? { ...u, ...change } : u)))
      setUploads((shown) => [...shown, { id, name: file.name, share: 0, state: 'sending', text: '' }])
      const answer = await send(file, { source, key, part: i + 1, of: all.length }, (share) => patch({ share }))
      patch({ state: answer.ok ? 'received' : 'refused', share: 1, text: answer.text })
      router.refresh()
      if (!answer.ok) return
    }
  }
  return (
    <section
      aria-label="Import a bill"
      onDragOver={(e) => {
        e.preventDefault()
        setOver(denied === null)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(e) => {
        e.preventDefault()
        setOver(false)
        if (denied === null) void take(e.dataTransfer.files)
      }}
      className={cn(
        'rounded-card border border-line-strong border-dashed px-4 py-5',
        is_over && 'border-accent bg-accent-wash',
        denied !== null && 'border-line',
      )}
    >
      <div className="flex flex-wrap items-center gap-x-4 gap-y-3">
        <UploadIcon aria-hidden="true" className="size-5 text-muted" strokeWidth={1.75} />
        <div className="min-w-0 flex-1 basis-60">
          <p className="font-strong">{denied === null ? 'Drop a bill here' : 'Importing is not open to you'}</p>
          <p id={why} className="text-pretty text-muted text-table">
            {denied ??
              'AWS CUR 2.0 or legacy CUR, or FOCUS 1.0 to 1.4, as CSV, CSV.GZ or Parquet. The same file twice changes nothing; a restated month replaces the old one.'}
          </p>
        </div>
        <div className="flex items-center gap-2 text-muted text-table">
          <label htmlFor={`${why}-source`}>Source</label>
          <Input
            id={`${why}-source`}
            value={source}
            onChange={(e) => setSource(e.target.value.toLowerCase().replace(/[^a-z0-9-]/g, '-'))}
            list={`${why}-sources`}
            disabled={denied !== null}
            className="h-8 w-40 text-table"
            spellCheck={false}
          />
          <datalist id={`${why}-sources`}>
            {sources.map((s) => (
              <option key={s} value={s} />
            ))}
          </datalist>
        </div>
        <button
          type="button"
          disabled={denied !== null}
          aria-describedby={why}
          onClick={() => input.current?.click()}
          className={buttonStyle({ variant: 'primary' })}
        >
          Choose files
        </button>
        <input
          ref={input}
          type="file"
          multiple
          accept=".csv,.gz,.parquet"
          className="sr-only"
          tabIndex={-1}
          aria-label="Files to import"
          onChange={(e) => void take(e.target.files)}
        />
      </div>
      {uploads.length > 0 ? (
        <ul className="ruled mt-4 border-t" aria-live="polite">
          {uploads.map((u) => (
            <li key={u.id} className="grid grid-cols-[1rem_minmax(0,1fr)_8rem] items-center gap-x-3 pt-2 text-table">
              <Mark kind={u.state === 'sending' ? 'current' : u.state === 'received' ? 'verified' : 'refused'} />
              <span className="truncate font-strong">{u.name}</span>
              <span aria-hidden="true" className="h-1.5 overflow-hidden rounded-full bg-wash">
                <span className={cn('block h-full', u.state === 'refused' ? 'bg-critical' : 'bg-accent')} style={{ width: `${u.share * 100}%` }} />
              </span>
              <span className="col-start-2 col-end-4 pb-2 text-muted text-small">
                {u.state === 'sending' ? `sending, ${Math.round(u.share * 100)} %` : u.text}
              </span>
            </li>
          ))}
        </ul>
      ) : null}
    </section>
  )
}
