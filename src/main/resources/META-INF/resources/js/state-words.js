/** The states of the workflow in words for sellers. Needs no browser. */
import { errorName } from './words.js';

const WORDS = {
  TakePicture: 'Take the picture',
  ChooseWork: 'Described already?',
  RenderImage: 'Read the picture',
  IsUsable: 'Is it usable?',
  DescribeImage: 'Describe it',
  TagImage: 'Find the tags',
  TagImageFailed: 'On without tags',
  WritePrompt: 'Write the prompt',
  WritePromptFailed: 'On without prompt',
  ShowsSeveralProducts: 'Several products?',
  TagProducts: 'Look at each product',
  StoreDescription: 'Keep what was found',
  RestyleImages: 'Restyle it',
  RestyleImage: 'Paint',
  StoreRestyle: 'Keep the painting',
  FinishImage: 'Finish',
  RecordFailure: 'Note what went wrong',
  WasRejected: 'Is it the file?',
  Rejected: 'Not usable',
  Failed: 'Failed',
};

/** @returns {string} a few words; for a state of a machine of one's own, its name in words */
export const stateWords = (name) => WORDS[name] ?? errorName(name);
