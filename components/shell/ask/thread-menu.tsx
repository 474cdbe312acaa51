'use client'
import { DownloadIcon, EllipsisIcon, LinkIcon, PencilIcon, Share2Icon, Trash2Icon } from 'lucide-react'
import { type FormEvent, useId, useState } from 'react'
import { type ThreadSummary, threads } from '@/components/shell/ask/thread-page'
import { announce } from '@/components/ui/announcer'
import { Button, buttonStyle } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { Dialog, DialogClose, DialogContent } from '@/components/ui/dialog'
import { Input } from '@/components/ui/field'
import { Menu, MenuContent, MenuItem, MenuLabel, MenuSeparator, MenuTrigger } from '@/components/ui/menu'

type Props = { thread: ThreadSummary; onChanged: () => void; onDeleted: () => void; className?: string }

/** What can be done with a whole conversation: its owner changes it, everybody who reads it may take it along. */
export function ThreadMenu({ thread, onChanged, onDeleted, className }: Props) {
  const [asking, setAsking] = useState<'title' | 'delete' | null>(null)
  const { thread_id, is_mine, is_shared } = thread
  const name = thread.title || 'Untitled'
  const change = async (to: { title?: string; is_shared?: boolean }, done: string) => {
    try {
      await threads('', 'PATCH', { thread_id, ...to })
      announce('done', done)
      onChanged()
    } catch (error) {
      announce('refused', error instanceof Error ? error.message : String(error))
    }
  }
  const drop = async () => {
    setAsking(null)
    try {
      await threads('', 'DELETE', { thread_id })
      announce('done', 'Conversation deleted.')
      onDeleted()
    } catch (error) {
      announce('refused', error instanceof Error ? error.message : String(error))
    }
  }
  const copy = async () => {
    await navigator.clipboard.writeText(`${location.origin}/ask/${thread_id}`)
    announce(
      'done',
      is_shared ? 'Link copied. Everyone in the organisation can read it.' : 'Link copied. Only you can open it until you share the conversation.',
    )
  }
  return (
    <>
      <Menu>
        <MenuTrigger aria-label={`Options of ${name}`} className={cn(buttonStyle({ variant: 'quiet', size: 'icon' }), 'size-7', className)}>
          <EllipsisIcon aria-hidden="true" />
        </MenuTrigger>
        <MenuContent className="w-64">
          {is_mine ? null : <MenuLabel>Shared by {thread.by}. You can read it.</MenuLabel>}
          <MenuItem onSelect={() => void copy()}>
            <LinkIcon aria-hidden="true" /> Copy link
          </MenuItem>
          {(['md', 'json'] as const).map((format) => (
            <MenuItem key={format} asChild>
              <a href={`/api/threads/${thread_id}/export?format=${format}`} download>
                <DownloadIcon aria-hidden="true" /> Export as {format === 'md' ? 'Markdown' : 'JSON'}
              </a>
            </MenuItem>
          ))}
          {is_mine ? (
            <>
              <MenuSeparator />
              <MenuItem onSelect={() => setAsking('title')}>
                <PencilIcon aria-hidden="true" /> Rename
              </MenuItem>
              <MenuItem
                onSelect={() =>
                  void change(
                    { is_shared: !is_shared },
                    is_shared ? 'Only you can read it now.' : 'Everyone in the organisation can read it now. Only you can ask in it.',
                  )
                }
              >
                <Share2Icon aria-hidden="true" /> {is_shared ? 'Stop sharing' : 'Share for reading'}
              </MenuItem>
              <MenuItem onSelect={() => setAsking('delete')}>
                <Trash2Icon aria-hidden="true" /> Delete
              </MenuItem>
            </>
          ) : null}
        </MenuContent>
      </Menu>
      {asking === 'title' ? (
        <Rename name={thread.title} onClose={() => setAsking(null)} onName={(title) => void change({ title }, `Renamed to ${title}.`)} />
      ) : null}
      {asking === 'delete' ? (
        <Dialog open onOpenChange={() => setAsking(null)}>
          <DialogContent
            title={`Delete ${name}`}
            footer={
              <>
                <DialogClose asChild>
                  <Button variant="quiet" className="mr-auto">
                    Back
                  </Button>
                </DialogClose>
                <Button variant="danger" onClick={() => void drop()}>
                  Delete
                </Button>
              </>
            }
          >
            <p className="text-pretty text-table">Its questions and answers are deleted for good. Cases, decisions and the audit chain are not affected.</p>
          </DialogContent>
        </Dialog>
      ) : null}
    </>
  )
}

function Rename({ name, onClose, onName }: { name: string; onClose: () => void; onName: (title: string) => void }) {
  const id = useId()
  const [title, setTitle] = useState(name)
  const keep = (event: FormEvent) => {
    event.preventDefault()
    onClose()
    onName(title.trim())
  }
  // The menu that opened this still held the keyboard while the field was made.
  const begin = (event: Event) => {
    event.preventDefault()
    document.getElementById(id)?.focus()
  }
  return (
    <Dialog open onOpenChange={onClose}>
      <DialogContent title="Rename" onOpenAutoFocus={begin}>
        <form onSubmit={keep} className="flex items-end gap-2">
          <div className="min-w-0 flex-1">
            <label htmlFor={id} className="mb-1 block font-strong text-table">
              Title
            </label>
            <Input id={id} value={title} maxLength={80} onChange={(e) => setTitle(e.target.value)} />
          </div>
          <Button type="submit" variant="primary" className="h-9" disabled={title.trim() === ''}>
            Rename
          </Button>
        </form>
      </DialogContent>
    </Dialog>
  )
}
