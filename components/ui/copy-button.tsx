'use client'
import { useState } from 'react'
import { Button } from '@/components/ui/button'

export function CopyButton({ text, label }: { text: string; label: string }) {
  const [is_copied, setCopied] = useState(false)
  const copy = async () => {
    await navigator.clipboard.writeText(text)
    setCopied(true)
  }
  return (
    <Button size="small" variant="quiet" onClick={copy}>
      {is_copied ? 'Copied' : label}
    </Button>
  )
}
