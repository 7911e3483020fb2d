import { Fragment } from 'react'

/** `A-047`, `A-K3-01`, as it stands on the slip: figures of one width, each hyphen at the height of capitals. */
export function TicketLabel({ label }: { label: string }) {
  const [prefix, ...rest] = label.split('-')
  return (
    <>
      {prefix}
      {rest.map((part, place) => (
        // oxlint-disable-next-line react/no-array-index-key -- the parts of one label never change places
        <Fragment key={place}>
          <i>-</i>
          <b className="n">{part}</b>
        </Fragment>
      ))}
    </>
  )
}
