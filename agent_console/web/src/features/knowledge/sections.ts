/** How the sections of the knowledge base look in their list. */
import { BookX, Building2, FileText, HandHelping, Lightbulb, Megaphone } from '@lucide/vue'
import type { Component } from 'vue'

export const SECTION_ICONS: Record<string, Component> = {
  articles: FileText,
  gaps: BookX,
  bulletins: Megaphone,
  places: Building2,
  services: HandHelping,
  insights: Lightbulb,
}
