'use client'
import { useEffect, useLayoutEffect, useRef, useState } from 'react'

/** Where the keyboard goes when what held it has gone: to the page, not to its very beginning. */
const focusPage = (): void => document.getElementById('content')?.focus({ preventScroll: true })
const isNowhere = (): boolean => document.activeElement === null || document.activeElement === document.body

/** Inside a dialog: when it goes, the keyboard is back at what opened it, or on the page where that has gone as well. */
export function ReturnFocus() {
  const [opener] = useState(() => document.activeElement)
  useEffect(
    () => () => {
      // After the dialog itself has let go, which it does in a task of its own.
      setTimeout(() => {
        if (isNowhere() && opener instanceof HTMLElement) opener.focus()
        if (isNowhere()) focusPage()
      }, 10)
    },
    [opener],
  )
  return null
}

/** For what a repaint may take away or disable while it has the focus: the keyboard stays on the page. */
export function useFocusKept<T extends HTMLElement>(is_disabled: boolean) {
  const box = useRef<T>(null)
  useLayoutEffect(() => {
    if (is_disabled && box.current?.contains(document.activeElement)) focusPage()
  }, [is_disabled])
  useLayoutEffect(() => {
    const held = box.current
    return () => {
      if (held?.contains(document.activeElement)) queueMicrotask(focusPage)
    }
  }, [])
  return box
}
