// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0

// A library with the functions of TensorFlow Lite's GPU delegate, and no GPU. It takes the float
// negations of a model, writes down which thread each call comes on, and keeps the bytes of the
// options that it was given.
//
//   -DREFUSES          makes no delegate
//   -DWITHOUT_DELETE   lacks a function
//   -DNEEDS_A_DRIVER   needs a function that no library has

#include <pthread.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "tensorflow/lite/builtin_ops.h"
#include "tensorflow/lite/c/common.h"
#include "tensorflow/lite/delegates/gpu/delegate.h"

// What was called

enum { MOST_CALLS = 100000 };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static const char* names[MOST_CALLS];
static pthread_t threads[MOST_CALLS];
static int count;

static void record(const char* name) {
  pthread_mutex_lock(&lock);
  if (count < MOST_CALLS) {
    names[count] = name;
    threads[count++] = pthread_self();
  }
  pthread_mutex_unlock(&lock);
}

int recorded_count(void) { return count; }
const char* recorded_name(int call) { return names[call]; }
long recorded_thread(int call) { return (long)threads[call]; }
long current_thread(void) { return (long)pthread_self(); }

// What the options were

static TfLiteGpuDelegateOptionsV2 options;
static char serialization_dir[1000];
static char model_token[1000];

const void* recorded_options(void) { return &options; }
const char* recorded_serialization_dir(void) { return serialization_dir; }
const char* recorded_model_token(void) { return model_token; }
long options_size(void) { return sizeof options; }

// Where the compiler puts each field, and -1 for what is none.
long options_offset(const char* field) {
#define FIELD(name) \
  if (strcmp(field, #name) == 0) return offsetof(TfLiteGpuDelegateOptionsV2, name)
  FIELD(is_precision_loss_allowed);
  FIELD(inference_preference);
  FIELD(inference_priority1);
  FIELD(inference_priority2);
  FIELD(inference_priority3);
  FIELD(experimental_flags);
  FIELD(max_delegated_partitions);
  FIELD(serialization_dir);
  FIELD(model_token);
  return -1;
}

// The kernel: the negations of one partition. None of them feeds another.

typedef struct {
  int count;
  int (*pairs)[2];
} Negations;

static void* init(TfLiteContext* context, const char* buffer, size_t length) {
  (void)length;
  record("init");
  const TfLiteIntArray* nodes = ((const TfLiteDelegateParams*)buffer)->nodes_to_replace;
  Negations* negations = malloc(sizeof *negations);
  negations->count = nodes->size;
  negations->pairs = malloc(sizeof(int[2]) * nodes->size);
  for (int i = 0; i < nodes->size; i++) {
    TfLiteNode* node;
    TfLiteRegistration* registration;
    context->GetNodeAndRegistration(context, nodes->data[i], &node, &registration);
    negations->pairs[i][0] = node->inputs->data[0];
    negations->pairs[i][1] = node->outputs->data[0];
  }
  return negations;
}

static void free_negations(TfLiteContext* context, void* buffer) {
  (void)context;
  record("free");
  free(((Negations*)buffer)->pairs);
  free(buffer);
}

static TfLiteStatus prepare_kernel(TfLiteContext* context, TfLiteNode* node) {
  record("prepare");
  const Negations* negations = node->user_data;
  for (int i = 0; i < negations->count; i++) {
    const TfLiteIntArray* shape = context->tensors[negations->pairs[i][0]].dims;
    size_t bytes = sizeof(int) * (1 + shape->size);
    TfLiteIntArray* copy = malloc(bytes);
    memcpy(copy, shape, bytes);
    TfLiteTensor* result = &context->tensors[negations->pairs[i][1]];
    if (context->ResizeTensor(context, result, copy) != kTfLiteOk) return kTfLiteError;
  }
  return kTfLiteOk;
}

static TfLiteStatus invoke(TfLiteContext* context, TfLiteNode* node) {
  record("invoke");
  const Negations* negations = node->user_data;
  for (int i = 0; i < negations->count; i++) {
    const float* from = context->tensors[negations->pairs[i][0]].data.f;
    TfLiteTensor* to = &context->tensors[negations->pairs[i][1]];
    for (size_t at = 0; at < to->bytes / sizeof(float); at++) to->data.f[at] = -from[at];
  }
  return kTfLiteOk;
}

static TfLiteStatus prepare(TfLiteContext* context, TfLiteDelegate* delegate) {
  record("Prepare");
  TfLiteIntArray* plan;
  if (context->GetExecutionPlan(context, &plan) != kTfLiteOk) return kTfLiteError;
  TfLiteIntArray* taken = malloc(sizeof(int) * (1 + plan->size));
  taken->size = 0;
  for (int i = 0; i < plan->size; i++) {
    TfLiteNode* node;
    TfLiteRegistration* registration;
    context->GetNodeAndRegistration(context, plan->data[i], &node, &registration);
    if (registration->builtin_code == kTfLiteBuiltinNeg) taken->data[taken->size++] = plan->data[i];
  }
  TfLiteRegistration kernel = {.init = init,
                               .free = free_negations,
                               .prepare = prepare_kernel,
                               .invoke = invoke,
                               .custom_name = "RecordingGpuDelegate",
                               .version = 1};
  TfLiteStatus status =
      context->ReplaceNodeSubsetsWithDelegateKernels(context, kernel, taken, delegate);
  free(taken);
  return status;
}

// The functions of the GPU delegate

#ifdef NEEDS_A_DRIVER
extern void function_of_a_driver(void);
#endif

TfLiteGpuDelegateOptionsV2 TfLiteGpuDelegateOptionsV2Default() {
  record("Default");
#ifdef NEEDS_A_DRIVER
  function_of_a_driver();
#endif
  // The padding, too, is known.
  TfLiteGpuDelegateOptionsV2 defaults;
  memset(&defaults, 0, sizeof defaults);
  defaults.is_precision_loss_allowed = -1;
  defaults.inference_priority1 = TFLITE_GPU_INFERENCE_PRIORITY_MAX_PRECISION;
  defaults.experimental_flags = TFLITE_GPU_EXPERIMENTAL_FLAGS_ENABLE_QUANT;
  defaults.max_delegated_partitions = 1;
  return defaults;
}

static void copy_text(char* to, const char* from) {
  strncpy(to, from == NULL ? "" : from, sizeof serialization_dir - 1);
}

TfLiteDelegate* TfLiteGpuDelegateV2Create(const TfLiteGpuDelegateOptionsV2* given) {
  record("Create");
  memcpy(&options, given, sizeof options);
  copy_text(serialization_dir, given->serialization_dir);
  copy_text(model_token, given->model_token);
#ifdef REFUSES
  return NULL;
#endif
  TfLiteDelegate* delegate = calloc(1, sizeof *delegate);
  delegate->Prepare = prepare;
  return delegate;
}

#ifndef WITHOUT_DELETE
void TfLiteGpuDelegateV2Delete(TfLiteDelegate* delegate) {
  record("Delete");
  free(delegate);
}
#endif
