/** The mark of Pendopo: the open hall with its stepped roof. */
export function Pendopo({ className }: { className: string }) {
  return (
    <svg
      className={className}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d="M8.2 9.2 9.6 3.6h4.8l1.4 5.6" />
      <path d="M2 13.6 8 9.2h8l6 4.4z" />
      <path d="M5 13.6V20M19 13.6V20M9.6 13.6V20M14.4 13.6V20M3 20.4h18" />
    </svg>
  )
}
