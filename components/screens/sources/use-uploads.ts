'use client'
import { useRouter } from 'next/navigation'
import { useRef, useState } from 'react'
import { sendBill } from './send-bill'

export type Upload = { id: number; name: string; share: number; state: 'sending' | 'received' | 'refused'; text: string; import_id: string | null }

/** The files that somebody brought, and how far each is. */
export function useUploads(source: string): { uploads: readonly Upload[]; take(files: FileList | null): Promise<void> } {
  const router = useRouter()
  const [uploads, setUploads] = useState<Upload[]>([])
  const next = useRef(1)
  const take = async (files: FileList | null) => {
    // Files dropped together are one delivery: parts of a month must not replace one another.
    const all = [...(files ?? [])]
    const key = crypto.randomUUID()
    for (const [i, file] of all.entries()) {
      const id = next.current++
      const patch = (change: Partial<Upload>) => setUploads((shown) => shown.map((u) => (u.id === id ? { ...u, ...change } : u)))
      setUploads((shown) => [...shown, { id, name: file.name, share: 0, state: 'sending', text: '', import_id: null }])
      const answer = await sendBill(file, { source, key, part: i + 1, of: all.length }, (share) => patch({ share }))
      patch({ state: answer.ok ? 'received' : 'refused', share: 1, text: answer.text, import_id: answer.import_id })
      router.refresh()
      if (!answer.ok) return
    }
  }
  return { uploads, take }
}
