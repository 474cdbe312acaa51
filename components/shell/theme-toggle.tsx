'use client'
import { MoonIcon, SunIcon } from 'lucide-react'
import { toggleTheme } from '@/components/shell/theme'
import { buttonStyle } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'

/** On a phone it stands in the menu of the person, where there is room for a finger. */
export const ThemeToggle = () => (
  <button
    type="button"
    onClick={toggleTheme}
    aria-label="Light or dark"
    title="Light or dark"
    className={cn(buttonStyle({ variant: 'quiet', size: 'icon' }), 'phone:hidden')}
  >
    <SunIcon aria-hidden="true" className="[.dark_&]:hidden" />
    <MoonIcon aria-hidden="true" className="hidden [.dark_&]:block" />
  </button>
)
