import { Component, type ReactNode } from 'react'
import { report } from './report'

interface Props {
  /** What is shown for a moment instead of a view that crashed. */
  readonly fallback: ReactNode
  readonly children: ReactNode
}

/** Back within 2 s, whatever happened. */
const BACK_MS = 1_500

/** Catches a bug in a view: shows a calm screen, reports, and opens the view anew by itself. */
export class ErrorBoundary extends Component<Props, { readonly hasFailed: boolean }> {
  override state = { hasFailed: false }
  #timer: number | undefined

  static getDerivedStateFromError() {
    return { hasFailed: true }
  }

  override componentDidCatch(error: Error): void {
    report(error)
    this.#timer = window.setTimeout(() => this.setState({ hasFailed: false }), BACK_MS)
  }

  override componentWillUnmount(): void {
    window.clearTimeout(this.#timer)
  }

  override render(): ReactNode {
    return this.state.hasFailed ? this.props.fallback : this.props.children
  }
}
