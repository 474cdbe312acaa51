'use client'
import { useEffect, useState } from 'react'
import { announce } from '@/components/ui/announcer'
import { Button } from '@/components/ui/button'

/** How long it says that it copied, milliseconds: of several buttons beside one another the last one pressed is meant. */
const SAID_MS = 4000

/** `of` names what is copied where several buttons say the same. */
export function CopyButton({ text, label, of }: { text: string; label: string; of?: string }) {
  const [is_copied, setCopied] = useState(false)
  useEffect(() => {
    if (!is_copied) return
    const timer = setTimeout(() => setCopied(false), SAID_MS)
    return () => clearTimeout(timer)
  }, [is_copied])
  const copy = async () => {
    try {
      // There is none where the page was not reached over https.
      await navigator.clipboard.writeText(text)
      setCopied(true)
    } catch {
      announce('refused', 'This browser does not let the page copy. Select the text and copy it.')
    }
  }
  const said = is_copied ? 'Copied' : label
  return (
    <Button size="small" variant="quiet" aria-label={of === undefined ? undefined : `${said}: ${of}`} onClick={() => void copy()}>
      {said}
    </Button>
  )
}
