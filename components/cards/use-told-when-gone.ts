'use client'
import { useEffect, useRef } from 'react'
import { announce } from '@/components/ui/announcer'

/** Tells whoever was deciding in a dialog that it went with its button: somebody else decided, or the plan changed. */
export function useToldWhenGone(is_deciding: boolean, label: string): void {
  const held = useRef({ is_deciding, label })
  useEffect(() => {
    held.current = { is_deciding, label }
  }, [is_deciding, label])
  useEffect(
    () => () => {
      if (held.current.is_deciding) announce('info', `${held.current.label}: no longer available here. Nothing was sent.`)
    },
    [],
  )
}
