import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { TicketLabel } from './ticket-label'

const read = (label: string) => renderToStaticMarkup(createElement(TicketLabel, { label })).replace(/<[^>]*>/g, '')

it.each(['A-047', 'AB-1000', 'A-K3-01', 'AB-K12-1000', 'A'])('shows all of %s', (label) => {
  expect(read(label)).toBe(label)
})
