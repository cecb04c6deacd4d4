// The words of the dashboard, from the very files they are built from: a spec looks for what a
// person reads, and a word that goes away stops the type check.
import frBatches from '../../app/locales/fr/batches.json' with { type: 'json' };
import frBrandTiers from '../../app/locales/fr/brand_tiers.json' with { type: 'json' };
import frChannelRules from '../../app/locales/fr/channel_rules.json' with { type: 'json' };
import frChannels from '../../app/locales/fr/channels.json' with { type: 'json' };
import frConversations from '../../app/locales/fr/conversations.json' with { type: 'json' };
import frDates from '../../app/locales/fr/dates.json' with { type: 'json' };
import frEbay from '../../app/locales/fr/ebay.json' with { type: 'json' };
import frEditor from '../../app/locales/fr/editor.json' with { type: 'json' };
import frErrors from '../../app/locales/fr/errors.json' with { type: 'json' };
import frExchange from '../../app/locales/fr/exchange.json' with { type: 'json' };
import frFilters from '../../app/locales/fr/filters.json' with { type: 'json' };
import frFrame from '../../app/locales/fr/frame.json' with { type: 'json' };
import frGovernor from '../../app/locales/fr/governor.json' with { type: 'json' };
import frJobs from '../../app/locales/fr/jobs.json' with { type: 'json' };
import frLanding from '../../app/locales/fr/landing.json' with { type: 'json' };
import frOwnWords from '../../app/locales/fr/own_words.json' with { type: 'json' };
import frPhotos from '../../app/locales/fr/photos.json' with { type: 'json' };
import frPrice from '../../app/locales/fr/price.json' with { type: 'json' };
import frProducts from '../../app/locales/fr/products.json' with { type: 'json' };
import frReceipts from '../../app/locales/fr/receipts.json' with { type: 'json' };
import frSales from '../../app/locales/fr/sales.json' with { type: 'json' };
import frSession from '../../app/locales/fr/session.json' with { type: 'json' };
import frSettings from '../../app/locales/fr/settings.json' with { type: 'json' };
import frStatistics from '../../app/locales/fr/statistics.json' with { type: 'json' };
import frWardrobe from '../../app/locales/fr/wardrobe.json' with { type: 'json' };
import frWording from '../../app/locales/fr/wording.json' with { type: 'json' };
import enBatches from '../../app/locales/en/batches.json' with { type: 'json' };
import enBrandTiers from '../../app/locales/en/brand_tiers.json' with { type: 'json' };
import enChannelRules from '../../app/locales/en/channel_rules.json' with { type: 'json' };
import enChannels from '../../app/locales/en/channels.json' with { type: 'json' };
import enConversations from '../../app/locales/en/conversations.json' with { type: 'json' };
import enDates from '../../app/locales/en/dates.json' with { type: 'json' };
import enEbay from '../../app/locales/en/ebay.json' with { type: 'json' };
import enEditor from '../../app/locales/en/editor.json' with { type: 'json' };
import enErrors from '../../app/locales/en/errors.json' with { type: 'json' };
import enExchange from '../../app/locales/en/exchange.json' with { type: 'json' };
import enFilters from '../../app/locales/en/filters.json' with { type: 'json' };
import enFrame from '../../app/locales/en/frame.json' with { type: 'json' };
import enGovernor from '../../app/locales/en/governor.json' with { type: 'json' };
import enJobs from '../../app/locales/en/jobs.json' with { type: 'json' };
import enLanding from '../../app/locales/en/landing.json' with { type: 'json' };
import enOwnWords from '../../app/locales/en/own_words.json' with { type: 'json' };
import enPhotos from '../../app/locales/en/photos.json' with { type: 'json' };
import enPrice from '../../app/locales/en/price.json' with { type: 'json' };
import enProducts from '../../app/locales/en/products.json' with { type: 'json' };
import enReceipts from '../../app/locales/en/receipts.json' with { type: 'json' };
import enSales from '../../app/locales/en/sales.json' with { type: 'json' };
import enSession from '../../app/locales/en/session.json' with { type: 'json' };
import enSettings from '../../app/locales/en/settings.json' with { type: 'json' };
import enStatistics from '../../app/locales/en/statistics.json' with { type: 'json' };
import enWardrobe from '../../app/locales/en/wardrobe.json' with { type: 'json' };
import enWording from '../../app/locales/en/wording.json' with { type: 'json' };

export const fr = {
  batches: frBatches,
  brand_tiers: frBrandTiers,
  channel_rules: frChannelRules,
  channels: frChannels,
  conversations: frConversations,
  dates: frDates,
  ebay: frEbay,
  editor: frEditor,
  errors: frErrors,
  exchange: frExchange,
  filters: frFilters,
  frame: frFrame,
  governor: frGovernor,
  jobs: frJobs,
  landing: frLanding,
  own_words: frOwnWords,
  photos: frPhotos,
  price: frPrice,
  products: frProducts,
  receipts: frReceipts,
  sales: frSales,
  session: frSession,
  settings: frSettings,
  statistics: frStatistics,
  wardrobe: frWardrobe,
  wording: frWording,
};

export const en: typeof fr = {
  batches: enBatches,
  brand_tiers: enBrandTiers,
  channel_rules: enChannelRules,
  channels: enChannels,
  conversations: enConversations,
  dates: enDates,
  ebay: enEbay,
  editor: enEditor,
  errors: enErrors,
  exchange: enExchange,
  filters: enFilters,
  frame: enFrame,
  governor: enGovernor,
  jobs: enJobs,
  landing: enLanding,
  own_words: enOwnWords,
  photos: enPhotos,
  price: enPrice,
  products: enProducts,
  receipts: enReceipts,
  sales: enSales,
  session: enSession,
  settings: enSettings,
  statistics: enStatistics,
  wardrobe: enWardrobe,
  wording: enWording,
};

/** Fills the blanks of a text: `say('{{ max }} au plus', { max: 3 })`. */
export function say(text: string, blanks: Record<string, string | number>): string {
  return text.replace(/\{\{ *(\w+) *\}\}/g, (_, name: string) => {
    const value = blanks[name];
    if (value === undefined) throw new Error(`nothing is given for {{ ${name} }} in: ${text}`);
    return String(value);
  });
}

/** A text with blanks as a pattern that takes anything in them. */
export function like(text: string): RegExp {
  const parts = text.split(/\{\{ *\w+ *\}\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(parts.join('.+'));
}
