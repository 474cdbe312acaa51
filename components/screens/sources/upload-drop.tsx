'use client'
import { UploadIcon } from 'lucide-react'
import { useId, useRef, useState } from 'react'
import { buttonStyle } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import type { ImportRow } from '@/schemas/sources-view'
import { SourceField } from './source-field'
import { UploadList } from './upload-list'
import { useUploads } from './use-uploads'

/** Takes the files of a bill, dropped or chosen. */
export function UploadDrop({ denied, sources, imports }: { denied: string | null; sources: string[]; imports: readonly ImportRow[] }) {
  const why = useId()
  const [source, setSource] = useState(sources[0] ?? 'my-bill')
  const [is_over, setOver] = useState(false)
  const { uploads, take } = useUploads(source)
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
        <Invitation id={why} denied={denied} />
        <SourceField id={`${why}-source`} source={source} sources={sources} is_denied={denied !== null} onSource={setSource} />
        <FilePicker is_denied={denied !== null} described_by={why} onFiles={(files) => void take(files)} />
      </div>
      {uploads.length > 0 ? <UploadList uploads={uploads} imports={imports} /> : null}
    </section>
  )
}

const Invitation = ({ id, denied }: { id: string; denied: string | null }) => (
  <div className="min-w-0 flex-1 basis-60">
    <p className="font-strong">{denied === null ? 'Drop a bill here' : 'Importing is not open to you'}</p>
    <p id={id} className="text-pretty text-muted text-table">
      {denied ??
        'AWS CUR 2.0 or legacy CUR, or FOCUS 1.0 to 1.4, as CSV, CSV.GZ or Parquet. The same file twice changes nothing; a restated month replaces the old one.'}
    </p>
  </div>
)

function FilePicker({ is_denied, described_by, onFiles }: { is_denied: boolean; described_by: string; onFiles(files: FileList | null): void }) {
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <button
        type="button"
        disabled={is_denied}
        aria-describedby={described_by}
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
        onChange={(e) => onFiles(e.target.files)}
      />
    </>
  )
}
