/** `A-047`: figures of one width, the hyphen at the height of capitals. */
export function TicketLabel({ label }: { label: string }) {
  const [prefix, number] = label.split('-')
  if (number === undefined) return label
  return (
    <>
      {prefix}
      <i>-</i>
      <b className="n">{number}</b>
    </>
  )
}
